package io.beanpod.cli.print;

import io.beanpod.cli.watch.PodEvent;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import io.beanpod.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code -o json} and {@code -o yaml}: whole objects, their keys in alphabetical order. */
final class ObjectTrees implements ObjectPrinter {
  private final boolean json;
  private final boolean events;
  private boolean first = true;

  /**
   * A printer.
   *
   * @param json else YAML
   * @param events whether a watch prints what happened along with the pod
   */
  ObjectTrees(boolean json, boolean events) {
    this.json = json;
    this.events = events;
  }

  @Override
  public String one(Stored object) {
    return write(object.tree());
  }

  @Override
  public String list(List<? extends Stored> objects) {
    List<Map<String, Object>> trees = new ArrayList<>();
    for (Stored object : objects) {
      trees.add(object.tree());
    }
    return write(ListTree.of(trees));
  }

  @Override
  public String watched(List<PodEvent> happened, long now) {
    StringBuilder out = new StringBuilder();
    for (PodEvent event : happened) {
      Map<String, Object> tree = event.tree(events);
      if (json) {
        // As kubectl: events are for programs, one per line.
        out.append(events ? JsonWriter.compact(Json.sorted(tree)) + "\n" : write(tree));
      } else {
        out.append(first ? "" : "---\n").append(write(tree));
      }
      first = false;
    }
    return out.toString();
  }

  private String write(Map<String, Object> tree) {
    Object sorted = Json.sorted(tree);
    return json ? JsonWriter.indented(sorted) : YamlWriter.write(sorted);
  }
}
