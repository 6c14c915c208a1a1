package io.beanpod.store;

import java.util.Locale;
import java.util.Optional;

/** The kinds of objects, with the names that kubectl has for them. */
public enum ObjectKind {
  /** Kept by its pause: {@link PodStore}. All others: {@link ObjectStore}. */
  POD("v1", "Pod", "pods", "po", true),
  NAMESPACE("v1", "Namespace", "namespaces", "ns", false),
  SERVICE("v1", "Service", "services", "svc", true),
  /** Made of a Service and its pods when somebody asks; never kept. */
  ENDPOINT_SLICE("discovery.k8s.io/v1", "EndpointSlice", "endpointslices", "", true),
  NETWORK_POLICY("networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "netpol", true),
  CONFIG_MAP("v1", "ConfigMap", "configmaps", "cm", true),
  SECRET("v1", "Secret", "secrets", "", true),
  PERSISTENT_VOLUME("v1", "PersistentVolume", "persistentvolumes", "pv", false),
  PERSISTENT_VOLUME_CLAIM("v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", true);

  private final String apiVersion;
  private final String kind;
  private final String plural;
  private final String shortName;
  private final boolean namespaced;

  ObjectKind(String apiVersion, String kind, String plural, String shortName, boolean namespaced) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.plural = plural;
    this.shortName = shortName;
    this.namespaced = namespaced;
  }

  /** That of a manifest's {@code apiVersion} and {@code kind}. */
  public static Optional<ObjectKind> of(String apiVersion, String kind) {
    for (ObjectKind each : values()) {
      if (each.kind.equals(kind) && each.apiVersion.equals(apiVersion)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * That of a word on a command line: {@code cm}, {@code configmaps}, {@code ConfigMap}, {@code
   * networkpolicies.networking.k8s.io}.
   */
  public static Optional<ObjectKind> named(String word) {
    for (ObjectKind each : values()) {
      String group = each.group();
      String plain = !group.isEmpty() && word.endsWith(group) ? word.replace(group, "") : word;
      boolean shortly = !each.shortName.isEmpty() && each.shortName.equals(word);
      // The kind, unlike the other words for it, may have capital letters.
      if (shortly || each.plural.equals(plain) || each.kind.equalsIgnoreCase(plain)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** {@code v1}, or a group and version. */
  public String apiVersion() {
    return apiVersion;
  }

  /** {@code NetworkPolicy}. */
  public String kind() {
    return kind;
  }

  /** {@code networkpolicies}. */
  public String plural() {
    return plural;
  }

  /**
   * What kubectl puts before a name: {@code configmap}, {@code networkpolicy.networking.k8s.io}.
   */
  public String qualified() {
    return kind.toLowerCase(Locale.ROOT) + group();
  }

  /** What errors put before a name: {@code networkpolicies.networking.k8s.io}. */
  public String qualifiedPlural() {
    return plural + group();
  }

  /** {@code netpol}; empty where kubectl has none. */
  public String shortName() {
    return shortName;
  }

  /** Whether each lies in a namespace. */
  public boolean namespaced() {
    return namespaced;
  }

  /** A dot and the API group; empty for the core group. */
  private String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : "." + apiVersion.substring(0, slash);
  }
}
