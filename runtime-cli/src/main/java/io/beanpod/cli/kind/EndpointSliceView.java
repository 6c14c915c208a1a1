package io.beanpod.cli.kind;

import io.beanpod.cli.Context;
import io.beanpod.cli.describe.EndpointSliceDescription;
import io.beanpod.cli.text.Age;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.ArrayList;
import java.util.List;

/** {@code discovery.k8s.io/v1} EndpointSlice. */
final class EndpointSliceView implements KindView {
  private static final int SHOWN = 3;

  @Override
  public List<String> names(boolean wide) {
    return List.of("ADDRESSTYPE", "PORTS", "ENDPOINTS", "AGE");
  }

  @Override
  public List<String> cells(Stored slice, boolean wide, long now) {
    List<String> ports = new ArrayList<>();
    for (Object port : Json.list(slice.tree().get("ports"))) {
      ports.add(Json.object(port).get("port") + "");
    }
    List<String> addresses = new ArrayList<>();
    for (Object endpoint : Json.list(slice.tree().get("endpoints"))) {
      for (Object address : Json.list(Json.object(endpoint).get("addresses"))) {
        addresses.add(Json.string(address));
      }
    }
    return List.of(
        Json.string(slice.tree().get("addressType")),
        text(ports, wide),
        text(addresses, wide),
        Age.of(slice.tree(), now));
  }

  private static String text(List<String> values, boolean all) {
    if (values.isEmpty()) {
      return "<unset>";
    }
    int more = values.size() - SHOWN;
    return all || more <= 0
        ? String.join(",", values)
        : String.join(",", values.subList(0, SHOWN)) + " + " + more + " more...";
  }

  @Override
  public String describe(Stored slice, Context context) {
    return EndpointSliceDescription.of(slice);
  }
}
