package io.beanpod.security;

import io.beanpod.model.PodSpec;
import io.beanpod.model.Problem;
import io.beanpod.model.Sysctl;
import java.util.List;
import java.util.Optional;

/**
 * Which sysctls pods may set: those that Kubernetes calls safe, and those that the administrator
 * allows. Only ones that the kernel keeps for each namespace can be allowed, so that none changes
 * the host or another pod.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/sysctl/safe_sysctls.go">the
 *     kubelet's safe_sysctls.go</a>
 */
public final class SysctlAllowlist {
  /** Patterns that allow whatever a namespace has of its own. */
  public static final List<String> NAMESPACED =
      List.of("kernel.sem", "kernel.shm*", "kernel.msg*", "fs.mqueue.*", "net.*");

  private static final String FIELD = "spec.securityContext.sysctls";

  /** Those that neither disturb other pods nor take more resources than the pod's limits allow. */
  private static final List<String> SAFE =
      List.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.ping_group_range",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_wmem");

  private enum Namespace {
    IPC,
    Net
  }

  private SysctlAllowlist() {}

  /**
   * Why a pattern can't be allowed, with the kubelet's words; empty: it can.
   *
   * @param pattern a name, or the beginning of names with {@code *} behind it
   */
  public static Optional<String> wrong(String pattern) {
    if (namespace(beginning(pattern)).isPresent()) {
      return Optional.empty();
    }
    String which = pattern.endsWith("*") ? "the sysctls \"" : "the sysctl \"";
    return Optional.of(which + pattern + "\" are not known to be namespaced");
  }

  /**
   * Adds a problem for each sysctl that a pod may not set.
   *
   * @param allowed patterns of unsafe ones
   */
  public static void check(PodSpec spec, List<String> allowed, List<Problem> problems) {
    List<Sysctl> sysctls = spec.securityContext().sysctls();
    for (int i = 0; i < sysctls.size(); i++) {
      String name = sysctls.get(i).name();
      Optional<String> why = forbidden(name, allowed, spec.hostNetwork(), spec.hostIPC());
      if (why.isPresent()) {
        problems.add(
            new Problem(FIELD + "[" + i + "].name", "forbidden sysctl: \"" + name + why.get()));
      }
    }
  }

  private static Optional<String> forbidden(
      String name, List<String> allowed, boolean hostNetwork, boolean hostIpc) {
    Optional<Namespace> namespace = namespace(name);
    if (namespace.isEmpty()) {
      return Optional.of("\" not allowlisted; it is not namespaced, and would be the whole host's");
    }
    if (!SAFE.contains(name) && !matches(name, allowed)) {
      return Optional.of(
          "\" not allowlisted; if you trust the pod: apply --allowed-unsafe-sysctls " + name);
    }
    boolean ofHost = namespace.get() == Namespace.Net ? hostNetwork : hostIpc;
    return ofHost
        ? Optional.of("\" not allowed with host " + namespace.get() + " enabled")
        : Optional.empty();
  }

  private static boolean matches(String name, List<String> patterns) {
    boolean matches = false;
    for (String pattern : patterns) {
      matches |= pattern.endsWith("*") ? name.startsWith(beginning(pattern)) : name.equals(pattern);
    }
    return matches;
  }

  private static String beginning(String pattern) {
    return pattern.endsWith("*") ? pattern.substring(0, pattern.length() - 1) : pattern;
  }

  /** The kind of namespace that has a value of its own for each. */
  private static Optional<Namespace> namespace(String name) {
    if (name.startsWith("net.")) {
      return Optional.of(Namespace.Net);
    }
    boolean ipc =
        name.equals("kernel.sem")
            || name.startsWith("kernel.shm")
            || name.startsWith("kernel.msg")
            || name.startsWith("fs.mqueue.");
    return ipc ? Optional.of(Namespace.IPC) : Optional.empty();
  }
}
