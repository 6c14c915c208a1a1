package io.beanpod.pod;

import io.beanpod.model.Container;
import io.beanpod.model.Node;
import io.beanpod.model.ObjectFieldSelector;
import io.beanpod.model.Pod;
import io.beanpod.model.PodResources;
import io.beanpod.model.Quantity;
import io.beanpod.model.ResourceFieldSelector;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a pod may know of itself: {@code pkg/fieldpath} and {@code pkg/api/v1/resource/helpers.go}
 * of Kubernetes.
 *
 * @param root whose disk the pod writes to
 * @param hostIps the node's addresses
 * @param podIps the pod's addresses
 */
record DownwardApi(Root root, Pod pod, String uid, List<String> hostIps, List<String> podIps) {

  /** The value of one of the pod's fields; empty where it has none. */
  String value(ObjectFieldSelector field) throws IOException {
    Map<String, String> labels = pod.metadata().labels();
    Map<String, String> annotations = pod.metadata().annotations();
    Optional<ObjectFieldSelector.Entry> entry = field.entry();
    if (entry.isPresent()) {
      return (entry.get().labels() ? labels : annotations).getOrDefault(entry.get().key(), "");
    }
    return switch (field.fieldPath()) {
      case "metadata.name" -> pod.metadata().name();
      case "metadata.namespace" -> pod.metadata().namespace();
      case "metadata.uid" -> uid;
      case "metadata.labels" -> lines(labels);
      case "metadata.annotations" -> lines(annotations);
      case "spec.nodeName" -> Node.local().name();
      case "spec.serviceAccountName" -> "default"; // the only one there is
      case "status.hostIP" -> hostIps.isEmpty() ? "" : hostIps.get(0);
      case "status.hostIPs" -> String.join(",", hostIps);
      case "status.podIP" -> podIps.isEmpty() ? "" : podIps.get(0);
      case "status.podIPs" -> String.join(",", podIps);
      default -> throw new IllegalArgumentException("no such field: " + field.fieldPath());
    };
  }

  /** {@code FormatMap}: a line for each key, sorted, the value quoted as Go's {@code %q} does. */
  private static String lines(Map<String, String> map) {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
      lines.append(lines.isEmpty() ? "" : "\n");
      lines.append(entry.getKey()).append('=').append(GoQuote.of(entry.getValue()));
    }
    return lines.toString();
  }

  /** A limit or request of a container, in the environment of {@code own}. */
  String value(ResourceFieldSelector resource, Container own) throws IOException {
    return value(resource, resource.container(pod.spec(), own));
  }

  /** A limit or request of a container, in a volume. */
  String value(ResourceFieldSelector resource) throws IOException {
    return value(resource, resource.container(pod.spec()));
  }

  private String value(ResourceFieldSelector resource, Optional<Container> of) throws IOException {
    Container container =
        of.orElseThrow(
            () -> new IOException("container " + resource.containerName() + " not found"));
    Optional<Quantity> amount =
        resource.limit()
            ? limit(container, resource.name())
            : container.resources().request(resource.name());
    return amount.isPresent() ? amount.get().dividedBy(resource.divisor()).toString() : "0";
  }

  /**
   * Where nothing limits it, it may use what the node has: {@code MergeContainerResourceLimits}.
   */
  private Optional<Quantity> limit(Container container, String name) throws IOException {
    Optional<Quantity> own = PodResources.limit(pod.spec(), container, name);
    if (own.isPresent() && own.get().signum() > 0) {
      return own;
    }
    return switch (name) {
      case "cpu" -> Optional.of(Quantity.parse(NodeCapacity.read().cpuMilli() + "m"));
      case "memory" -> Optional.of(Quantity.parse(HostMemory.totalBytes() + ""));
      case "ephemeral-storage" -> Optional.of(Quantity.parse(diskBytes() + ""));
      default -> own;
    };
  }

  private long diskBytes() throws IOException {
    Path directory = root.lib();
    while (!Files.exists(directory)) {
      directory = directory.getParent();
    }
    return Files.getFileStore(directory).getTotalSpace();
  }
}
