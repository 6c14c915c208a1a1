package io.beanpod.cli.print;

import io.beanpod.cli.watch.PodEvent;
import io.beanpod.store.StoredPod;
import java.util.List;

/** {@code -o name}: {@code pod/web}. */
final class PodNames implements PodPrinter {
  @Override
  public String one(StoredPod pod) {
    return "pod/" + pod.name() + "\n";
  }

  @Override
  public String list(List<StoredPod> pods) {
    StringBuilder names = new StringBuilder();
    for (StoredPod pod : pods) {
      names.append(one(pod));
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
