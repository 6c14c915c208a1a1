package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.Head;
import io.beanpod.cli.text.Age;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.List;

/** {@code v1.Namespace}. */
final class NamespaceView implements KindView {
  @Override
  public boolean namespaced() {
    return false;
  }

  @Override
  public List<String> names(boolean wide) {
    return List.of("STATUS", "AGE");
  }

  @Override
  public List<String> cells(Stored namespace, boolean wide, long now) {
    return List.of(phase(namespace), Age.of(namespace.tree(), now));
  }

  @Override
  public String describe(Stored namespace, Context context) {
    return Head.of(namespace, "Status", phase(namespace))
        + "\nNo resource quota.\n\nNo LimitRange resource.\n";
  }

  private static String phase(Stored namespace) {
    return Json.string(Json.at(namespace.tree(), "status", "phase"));
  }
}
