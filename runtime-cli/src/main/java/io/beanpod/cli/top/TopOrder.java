package io.beanpod.cli.top;

import io.beanpod.store.StoredPod;
import java.util.Comparator;
import java.util.List;

/** The order of rows: by name, or who uses most first, as {@code kubectl top} has them. */
public enum TopOrder {
  NAME,
  CPU,
  MEMORY;

  private static final Comparator<PodMetrics> BY_NAME =
      (one, other) -> {
        StoredPod a = one.pod();
        StoredPod b = other.pod();
        int namespaces = a.namespace().compareTo(b.namespace());
        return namespaces != 0 ? namespaces : a.name().compareTo(b.name());
      };

  /** Sorts pods; those that use the same, by namespace and name. */
  public void sort(List<PodMetrics> pods) {
    pods.sort(BY_NAME);
    if (this != NAME) {
      pods.sort((one, other) -> Long.compare(amount(other.total()), amount(one.total())));
    }
  }

  /** Sorts the containers of one pod; those that use the same, by name. */
  void sortContainers(List<ContainerMetrics> containers) {
    containers.sort((one, other) -> one.name().compareTo(other.name()));
    if (this != NAME) {
      containers.sort((one, other) -> Long.compare(amount(other), amount(one)));
    }
  }

  private long amount(ContainerMetrics metrics) {
    return this == CPU ? metrics.nanoCores().orElse(-1) : metrics.memoryBytes();
  }
}
