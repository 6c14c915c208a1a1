package io.beanpod.cli.text;

import io.beanpod.model.Json;
import io.beanpod.model.Rfc3339;
import java.util.Map;
import java.util.OptionalLong;

/** The column AGE. */
public final class Age {
  private Age() {}

  /** An object's age; {@code <unknown>} without a creation time. */
  public static String of(Map<String, Object> object, long now) {
    OptionalLong created =
        Rfc3339.millis(Json.string(Json.at(object, "metadata", "creationTimestamp")));
    return created.isEmpty() ? "<unknown>" : HumanDuration.of(now - created.getAsLong());
  }
}
