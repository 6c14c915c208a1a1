package io.beanpod.object;

import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import java.util.List;
import java.util.Map;

/** {@code immutable: true}: neither the data nor the field itself changes any more. */
final class Immutable {
  static final String FIELD = "immutable";

  private static final String REASON = "Forbidden: field is immutable when `" + FIELD + "` is set";

  private Immutable() {}

  /** Adds a problem for each of the fields that is another. Call it for an immutable object. */
  static void check(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems, String... fields) {
    if (!Boolean.TRUE.equals(now.get(FIELD))) {
      problems.add(new Problem(FIELD, REASON));
    }
    for (String field : fields) {
      if (!Json.object(old.get(field)).equals(Json.object(now.get(field)))) {
        problems.add(new Problem(field, REASON));
      }
    }
  }
}
