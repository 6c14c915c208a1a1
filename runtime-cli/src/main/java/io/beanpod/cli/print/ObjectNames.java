package io.beanpod.cli.print;

import io.beanpod.cli.watch.PodEvent;
import io.beanpod.store.Stored;
import java.util.List;

/** {@code -o name}: {@code pod/web}, {@code configmap/site}. */
final class ObjectNames implements ObjectPrinter {
  @Override
  public String one(Stored object) {
    return object.kind().qualified() + "/" + object.name() + "\n";
  }

  @Override
  public String list(List<? extends Stored> objects) {
    StringBuilder names = new StringBuilder();
    for (Stored object : objects) {
      names.append(one(object));
    }
    return names.toString();
  }

  @Override
  public String watched(List<PodEvent> happened, long now) {
    StringBuilder names = new StringBuilder();
    for (PodEvent event : happened) {
      names.append(one(event.pod()));
    }
    return names.toString();
  }
}
