package io.beanpod.cli.print;

import io.beanpod.cli.watch.PodEvent;
import io.beanpod.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects by a template. */
final class ObjectTemplate implements ObjectPrinter {
  private final TreePrinter template;
  private final boolean events;

  /**
   * A printer.
   *
   * @param events whether a watch prints what happened along with the pod
   */
  ObjectTemplate(TreePrinter template, boolean events) {
    this.template = template;
    this.events = events;
  }

  @Override
  public String one(Stored object) {
    return template.one(object.tree());
  }

  @Override
  public String list(List<? extends Stored> objects) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (Stored object : objects) {
      trees.add(object.tree());
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
