package io.beanpod.cli.print;

import io.beanpod.cli.watch.PodEvent;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.List;

/** Puts objects into words, in one format. One printer prints one command's output. */
public interface ObjectPrinter {

  /**
   * One object that was asked for by its name.
   *
   * @throws io.beanpod.cli.Failure where the format's template does not fit it
   */
  String one(Stored object) throws IOException;

  /**
   * Any number of objects, also none.
   *
   * @throws io.beanpod.cli.Failure where the format's template does not fit the list
   */
  String list(List<? extends Stored> objects) throws IOException;

  /**
   * What happened since the last call: pod after pod.
   *
   * @param now milliseconds since the epoch, for ages
   * @throws io.beanpod.cli.Failure where the format's template does not fit a pod
   */
  String watched(List<PodEvent> events, long now) throws IOException;

  /**
   * Whether it is the table of columns for people, which says of no objects that there are none.
   */
  default boolean isTable() {
    return false;
  }
}
