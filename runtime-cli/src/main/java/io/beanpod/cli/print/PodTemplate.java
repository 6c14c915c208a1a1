package io.beanpod.cli.print;

import io.beanpod.cli.watch.PodEvent;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pods by a template. */
final class PodTemplate implements PodPrinter {
  private final TreePrinter template;
  private final boolean events;

  /**
   * A printer.
   *
   * @param events whether a watch prints what happened along with the pod
   */
  PodTemplate(TreePrinter template, boolean events) {
    this.template = template;
    this.events = events;
  }

  @Override
  public String one(StoredPod pod) {
    return template.one(pod.tree());
  }

  @Override
  public String list(List<StoredPod> pods) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (StoredPod pod : pods) {
      trees.add(pod.tree());
    }
    return template.list(trees);
  }

  @Override
  public String watched(List<PodEvent> happened, long now) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (PodEvent event : happened) {
      trees.add(event.tree(events));
    }
    return template.each(trees);
  }
}
