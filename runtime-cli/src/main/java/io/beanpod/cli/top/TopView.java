package io.beanpod.cli.top;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.YamlWriter;
import java.util.List;
import java.util.Map;

/** What {@code top} prints of metrics. */
public sealed interface TopView {

  /** The text, of whole lines. */
  String render(List<PodMetrics> pods, long now);

  /** What stands between two texts in a file or a pipe. */
  String separator();

  /** For people: without rows it is nothing, and a sentence says why. */
  default boolean isTable() {
    return false;
  }

  /** Columns. */
  record Columns(TopTable table, TopOrder order) implements TopView {
    @Override
    public String render(List<PodMetrics> pods, long now) {
      order.sort(pods);
      return table.render(pods);
    }

    @Override
    public String separator() {
      return "\n";
    }

    @Override
    public boolean isTable() {
      return true;
    }
  }

  /**
   * Objects of the metrics API.
   *
   * @param json else YAML
   * @param one whether one pod is asked for by its name, and no list
   */
  record Trees(boolean json, boolean one, TopOrder order) implements TopView {
    @Override
    public String render(List<PodMetrics> pods, long now) {
      order.sort(pods);
      if (one && pods.isEmpty()) {
        return "";
      }
      Map<String, Object> tree = one ? TopTree.one(pods.get(0), now) : TopTree.list(pods, now);
      Object sorted = Json.sorted(tree);
      return json ? JsonWriter.indented(sorted) : YamlWriter.write(sorted);
    }

    @Override
    public String separator() {
      return json ? "" : "---\n";
    }
  }
}
