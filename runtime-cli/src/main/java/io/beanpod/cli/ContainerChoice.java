package io.beanpod.cli;

import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which container of a pod is meant, by kubectl's rules. */
public final class ContainerChoice {
  /** Names the container that is meant where none is named. */
  static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";

  private ContainerChoice() {}

  /**
   * The container that was named, else the annotated one, else the first; says which one it took
   * where there was a choice.
   *
   * @throws Failure where the pod has no container of that name
   */
  public static String of(StoredPod pod, Optional<String> named, Output err) {
    List<String> all = all(pod);
    if (named.isPresent()) {
      if (!all.contains(named.get())) {
        throw new Failure(
            "container "
                + named.get()
                + " is not valid for pod "
                + pod.name()
                + "; it has "
                + String.join(", ", all));
      }
      return named.get();
    }
    String annotated = pod.annotations().getOrDefault(DEFAULT_CONTAINER, "");
    if (all.contains(annotated)) {
      return annotated;
    }
    String first = pod.containers().get(0);
    if (all.size() > 1) {
      err.line("Defaulted container \"" + first + "\" out of: " + listed(pod));
      err.flush();
    }
    return first;
  }

  /** All containers in the order they start in: init containers first, ephemeral ones last. */
  static List<String> all(StoredPod pod) {
    List<String> all = new ArrayList<>(pod.initContainers());
    all.addAll(pod.containers());
    all.addAll(pod.ephemeralContainers());
    return all;
  }

  private static String listed(StoredPod pod) {
    List<String> words = new ArrayList<>(pod.containers());
    for (String init : pod.initContainers()) {
      words.add(init + " (init)");
    }
    for (String ephemeral : pod.ephemeralContainers()) {
      words.add(ephemeral + " (ephem)");
    }
    return String.join(", ", words);
  }
}
