package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Selector;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pods that {@code --selector} means. */
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

  static List<StoredPod> matching(List<StoredPod> pods, Optional<Selector> selector) {
    if (selector.isEmpty()) {
      return pods;
    }
    List<StoredPod> matching = new ArrayList<>();
    for (StoredPod pod : pods) {
      if (selector.get().matches(pod.labels())) {
        matching.add(pod);
      }
    }
    return matching;
  }
}
