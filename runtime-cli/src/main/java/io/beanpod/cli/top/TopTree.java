package io.beanpod.cli.top;

import io.beanpod.cgroup.IoBytes;
import io.beanpod.cgroup.Pressure;
import io.beanpod.model.Json;
import io.beanpod.model.Quantity;
import io.beanpod.model.Timestamp;
import io.beanpod.store.StoredPod;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Metrics as the API {@code metrics.k8s.io} has them. Of our own are {@code pids}, {@code io} and
 * {@code psi}, the last in the words of the kubelet's Summary API, and {@code pause} beside the
 * containers; each is left out where it is not known.
 *
 * @see <a
 *     href="https://github.com/kubernetes/metrics/blob/master/pkg/apis/metrics/v1beta1/types.go">
 *     PodMetrics</a>
 */
public final class TopTree {
  private static final String API = "metrics.k8s.io/v1beta1";

  private TopTree() {}

  /** A PodMetricsList. */
  public static Map<String, Object> list(List<PodMetrics> pods, long now) {
    List<Object> items = new ArrayList<>();
    for (PodMetrics pod : pods) {
      items.add(item(pod, now));
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", API);
    tree.put("kind", "PodMetricsList");
    tree.put("metadata", Map.of());
    tree.put("items", items);
    return tree;
  }

  /** A PodMetrics. */
  public static Map<String, Object> one(PodMetrics pod, long now) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", API);
    tree.put("kind", "PodMetrics");
    tree.putAll(item(pod, now));
    return tree;
  }

  private static Map<String, Object> item(PodMetrics metrics, long now) {
    // To the second, as all times in metadata.
    String time = Timestamp.seconds(Instant.ofEpochMilli(now));
    StoredPod pod = metrics.pod();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("creationTimestamp", time); // of the metrics, not of the pod
    if (!pod.labels().isEmpty()) {
      metadata.put("labels", Json.at(pod.tree(), "metadata", "labels"));
    }
    metadata.put("name", pod.name());
    metadata.put("namespace", pod.namespace());
    List<Object> containers = new ArrayList<>();
    for (ContainerMetrics container : metrics.containers()) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("name", container.name());
      tree.putAll(container(container));
      containers.add(tree);
    }
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("metadata", metadata);
    item.put("timestamp", time);
    item.put("window", window(metrics.windowNanos()));
    item.put("containers", containers);
    if (metrics.pause().isPresent()) {
      item.put("pause", container(metrics.pause().get()));
    }
    psi(item, metrics.pressure());
    return item;
  }

  private static Map<String, Object> container(ContainerMetrics container) {
    Map<String, Object> usage = new LinkedHashMap<>();
    if (container.nanoCores().isPresent()) {
      usage.put("cpu", cores(container.nanoCores().getAsLong()));
    }
    usage.put("memory", bytes(container.memoryBytes()));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("usage", usage);
    tree.put("pids", container.pids());
    if (container.io().isPresent()) {
      IoBytes io = container.io().get();
      Map<String, Object> rates = new LinkedHashMap<>();
      rates.put("readBytesPerSecond", io.read());
      rates.put("writeBytesPerSecond", io.written());
      tree.put("io", rates);
    }
    psi(tree, container.pressure());
    return tree;
  }

  private static void psi(Map<String, Object> tree, Pressure pressure) {
    Map<String, Object> psi = new LinkedHashMap<>();
    some(psi, "cpu", pressure.cpu());
    some(psi, "memory", pressure.memory());
    some(psi, "io", pressure.io());
    if (!psi.isEmpty()) {
      tree.put("psi", psi);
    }
  }

  private static void some(Map<String, Object> psi, String resource, OptionalInt hundredths) {
    if (hundredths.isPresent()) {
      psi.put(resource, Map.of("some", Map.of("avg10", hundredths.getAsInt() / 100.0)));
    }
  }

  private static String cores(long nanoCores) {
    return new Quantity(BigInteger.valueOf(nanoCores), Quantity.Format.DecimalSI).toString();
  }

  private static String bytes(long bytes) {
    BigInteger nanos = BigInteger.valueOf(bytes).multiply(BigInteger.valueOf(1_000_000_000));
    return new Quantity(nanos, Quantity.Format.BinarySI).toString();
  }

  /** A span of time as Go writes it, to the millisecond: {@code 200ms}, {@code 2.001s}. */
  static String window(long nanos) {
    long millis = (nanos + 500_000) / 1_000_000;
    if (millis < 1000) {
      return millis == 0 ? "0s" : millis + "ms";
    }
    String text = Long.toString(millis % 1000 + 1000).substring(1);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return millis / 1000 + (end == 0 ? "" : "." + text.substring(0, end)) + "s";
  }
}
