package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Selector;
import io.beanpod.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects that {@code --selector} means. */
final class PodSelection {
  private PodSelection() {}

  /**
   * The selector, where one was given.
   *
   * @throws UsageError where it is malformed
   */
  static Optional<Selector> selector(String command, Arguments arguments) {
    Optional<String> text = arguments.value("selector");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Selector.parse(text.get()));
    } catch (IllegalArgumentException e) {
      throw new UsageError(command, e.getMessage());
    }
  }

  static <T extends Stored> List<T> matching(List<T> objects, Optional<Selector> selector) {
    if (selector.isEmpty()) {
      return objects;
    }
    List<T> matching = new ArrayList<>();
    for (T object : objects) {
      if (selector.get().matches(object.labels())) {
        matching.add(object);
      }
    }
    return matching;
  }
}
