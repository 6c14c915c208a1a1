package io.beanpod.cli.explain;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.Similar;
import io.beanpod.model.explain.FieldWords;
import io.beanpod.model.explain.PodFields;
import io.beanpod.model.explain.TypeWords;
import java.util.List;
import java.util.Optional;

/**
 * What a path such as {@code pods.spec.containers} leads to.
 *
 * @param field the last field of the path; empty for the object itself
 * @param type its fields; empty where it is a plain value
 */
public record Explanation(Optional<FieldWords> field, Optional<TypeWords> type) {

  /**
   * Follows a path.
   *
   * @param kind the outermost type: {@code Pod}
   * @param path {@code pod}, or {@code pod.} and fields with dots between
   * @throws Failure where there is no such field
   */
  public static Explanation of(PodFields words, String kind, String path) {
    String[] steps = path.split("\\.", -1);
    Optional<TypeWords> type = words.type(kind);
    Optional<FieldWords> field = Optional.empty();
    for (int i = 1; i < steps.length; i++) {
      field = type.isEmpty() ? Optional.empty() : type.get().field(steps[i]);
      if (field.isEmpty()) {
        throw new Failure(missing(type, steps[i]));
      }
      type = words.type(field.get().element());
    }
    return new Explanation(field, type);
  }

  private static String missing(Optional<TypeWords> type, String name) {
    if (type.isPresent() && type.get().refused().contains(name)) {
      return "field \""
          + name
          + "\" is one of Kubernetes' that Beanpod has not built: a manifest with it is refused";
    }
    List<String> names = type.isEmpty() ? List.of() : List.copyOf(type.get().fields().keySet());
    return "field \""
        + name
        + "\" does not exist"
        + Similar.to(name, names).map(near -> "; did you mean " + near + "?").orElse("");
  }
}
