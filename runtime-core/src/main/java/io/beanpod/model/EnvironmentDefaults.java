package io.beanpod.model;

import java.util.Map;
import java.util.Optional;

/** What the API server writes into the sources of environment variables and of volumes' files. */
final class EnvironmentDefaults {
  private EnvironmentDefaults() {}

  /** Of a variable's {@code valueFrom}, or of a file of a downwardAPI volume. */
  static void fill(Map<String, Object> source) {
    if (source.get("fieldRef") instanceof Map) {
      Defaults.setIfEmpty(Json.object(source.get("fieldRef")), "apiVersion", "v1");
    }
    if (source.get("resourceFieldRef") instanceof Map) {
      Map<String, Object> resource = Json.object(source.get("resourceFieldRef"));
      Object divisor = resource.get("divisor");
      if (divisor == null) {
        resource.put("divisor", "0");
      } else if (divisor instanceof String || divisor instanceof Number) {
        Optional<Quantity> quantity = Quantity.tryParse(divisor.toString().strip());
        if (quantity.isPresent()) {
          resource.put("divisor", quantity.get().toString());
        }
      }
    }
  }
}
