package io.beanpod.model;

import java.util.Map;
import java.util.Optional;

/** Quantities in objects that are not checked yet. */
public final class Quantities {
  private Quantities() {}

  /** Writes those of an object in canonical form, so that the same amount is the same text. */
  public static void canonical(Map<String, Object> quantities) {
    for (Map.Entry<String, Object> entry : quantities.entrySet()) {
      Object value = entry.getValue();
      if (value instanceof String || value instanceof Number) {
        Optional<Quantity> quantity = Quantity.tryParse(value.toString().strip());
        if (quantity.isPresent()) {
          entry.setValue(quantity.get().toString());
        }
      }
    }
  }
}
