package io.beanpod.model;

import java.util.Optional;

/**
 * What a pod calls itself, by the fields of its spec: the kubelet's {@code
 * GeneratePodHostNameAndDomain} and {@code GetNodenameForKernel}. With {@code hostNetwork} none of
 * it counts: the pod has the host's name.
 *
 * @param hostname an RFC 1123 label; empty means the pod's name
 * @param subdomain an RFC 1123 label
 * @param hostnameOverride an RFC 1123 subdomain of at most 64 characters, instead of all others
 * @param setHostnameAsFQDN whether the kernel is told the name with its domain
 */
public record Hostnames(
    Optional<String> hostname,
    Optional<String> subdomain,
    Optional<String> hostnameOverride,
    boolean setHostnameAsFQDN) {
  /** What the names of a cluster end with. The kubelet's {@code clusterDomain}; kubeadm's value. */
  public static final String CLUSTER_DOMAIN = "cluster.local";

  private static final int MAX_LABEL = 63;

  /** HOST_NAME_MAX: sethostname(2). */
  private static final int MAX_NODENAME = 64;

  static Hostnames decode(Fields spec, boolean hostNetwork) {
    Hostnames names =
        new Hostnames(
            nonEmpty(spec, "hostname"),
            nonEmpty(spec, "subdomain"),
            nonEmpty(spec, "hostnameOverride"),
            spec.bool("setHostnameAsFQDN"));
    names.hostname.ifPresent(name -> spec.check("hostname", name, Names.label(name)));
    names.subdomain.ifPresent(name -> spec.check("subdomain", name, Names.label(name)));
    if (names.hostnameOverride.isPresent()) {
      names.checkOverride(spec, hostNetwork);
    }
    return names;
  }

  private static Optional<String> nonEmpty(Fields spec, String field) {
    return spec.string(field).filter(name -> !name.isEmpty());
  }

  private void checkOverride(Fields spec, boolean hostNetwork) {
    String name = hostnameOverride.orElseThrow();
    if (name.length() > MAX_NODENAME) {
      spec.problem("hostnameOverride", "may not be more than " + MAX_NODENAME + " bytes");
    } else {
      spec.check("hostnameOverride", name, Names.subdomain(name));
    }
    if (hostNetwork) {
      spec.problem("hostnameOverride", "cannot be used together with hostNetwork: true");
    }
    if (setHostnameAsFQDN) {
      spec.problem("setHostnameAsFQDN", "cannot be true together with hostnameOverride");
    }
  }

  /**
   * Refuses a name that is too long for the kernel. A cluster takes such a pod, and it stays in
   * {@code ContainerCreating} for ever.
   */
  void checkLength(Fields spec, ObjectMeta pod) {
    String name = nodename(pod);
    if (setHostnameAsFQDN && domain(pod).isPresent() && name.length() > MAX_NODENAME) {
      spec.problem(
          "setHostnameAsFQDN",
          "failed to construct FQDN from pod hostname and cluster domain, FQDN "
              + name
              + " is too long ("
              + MAX_NODENAME
              + " characters is the max, "
              + name.length()
              + " characters requested); shorten hostname or subdomain");
    }
  }

  /** The name without a domain; that of the pod is cut where it is too long. */
  public String name(ObjectMeta pod) {
    return hostnameOverride.or(() -> hostname).orElseGet(() -> cut(pod.name()));
  }

  /** What follows the name in {@code hostname --fqdn}; empty if nothing does. */
  public Optional<String> domain(ObjectMeta pod) {
    if (hostnameOverride.isPresent()) {
      return Optional.empty();
    }
    return subdomain.map(sub -> sub + "." + pod.namespace() + ".svc." + CLUSTER_DOMAIN);
  }

  /** What uname(2) calls the host. */
  public String nodename(ObjectMeta pod) {
    Optional<String> domain = setHostnameAsFQDN ? domain(pod) : Optional.empty();
    return domain.isEmpty() ? name(pod) : name(pod) + "." + domain.get();
  }

  /** At most 63 characters, with no dot or dash at the end. */
  private static String cut(String name) {
    if (name.length() <= MAX_LABEL) {
      return name;
    }
    int end = MAX_LABEL;
    while (end > 1 && (name.charAt(end - 1) == '-' || name.charAt(end - 1) == '.')) {
      end--;
    }
    return name.substring(0, end);
  }
}
