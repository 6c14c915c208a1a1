package io.beanpod.cli.print;

import io.beanpod.cli.Host;
import io.beanpod.cli.text.Age;
import io.beanpod.cli.text.PodRow;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Those of {@code get pods}. */
public final class PodColumns implements Columns {
  @Override
  public List<String> names(boolean wide) {
    List<String> names = new ArrayList<>(List.of("READY", "STATUS", "RESTARTS", "AGE"));
    if (wide) {
      names.addAll(List.of("IP", "NODE", "NOMINATED NODE", "READINESS GATES"));
    }
    return names;
  }

  @Override
  public List<String> cells(Stored pod, boolean wide, long now) throws IOException {
    PodRow row = PodRow.of(pod.tree(), now);
    List<String> cells = new ArrayList<>();
    cells.add(row.ready());
    cells.add(row.status());
    cells.add(row.restarts());
    cells.add(Age.of(pod.tree(), now));
    if (wide) {
      cells.add(ObjectTable.orNone(Json.string(Json.at(pod.tree(), "status", "podIP"))));
      cells.add(node(pod));
      cells.add(
          ObjectTable.orNone(Json.string(Json.at(pod.tree(), "status", "nominatedNodeName"))));
      cells.add(PodRow.readinessGates(pod.tree()));
    }
    return cells;
  }

  /** Where the pod runs: as its spec says, else this host. */
  private static String node(Stored pod) throws IOException {
    String node = Json.string(Json.at(pod.tree(), "spec", "nodeName"));
    return node.isEmpty() ? Host.name() : node;
  }
}
