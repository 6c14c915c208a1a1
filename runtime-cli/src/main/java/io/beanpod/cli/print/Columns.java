package io.beanpod.cli.print;

import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.List;

/** What a table of {@code get} shows of one kind, after the column NAME. */
public interface Columns {

  /** Whether the objects lie in namespaces, so that there may be a column for them. */
  default boolean namespaced() {
    return true;
  }

  /** The columns' names. */
  List<String> names(boolean wide);

  /**
   * A row.
   *
   * @param now milliseconds since the epoch, for ages
   */
  List<String> cells(Stored object, boolean wide, long now) throws IOException;
}
