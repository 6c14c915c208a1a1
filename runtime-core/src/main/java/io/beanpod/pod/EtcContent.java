package io.beanpod.pod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the files of /etc say that a pod's containers share. */
final class EtcContent {
  private static final int MAX_HOSTNAME = 63; // HOST_NAME_MAX is 64, a DNS label one less

  private EtcContent() {}

  /**
   * The kubelet's hosts file; the host's own for a pod in its network.
   *
   * @param podIps none for a pod with a loopback only
   */
  static String hosts(String hostname, List<String> podIps, boolean hostNetwork)
      throws IOException {
    if (hostNetwork) {
      return hostFile("/etc/hosts");
    }
    StringBuilder hosts =
        new StringBuilder(
            """
            # Kubernetes-managed hosts file.
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            fe00::0\tip6-localnet
            fe00::0\tip6-mcastprefix
            fe00::1\tip6-allnodes
            fe00::2\tip6-allrouters
            """);
    for (String ip : podIps.isEmpty() ? List.of("127.0.0.1") : podIps) {
      hosts.append(ip).append('\t').append(hostname).append('\n');
    }
    return hosts.toString();
  }

  /** {@code dnsPolicy: Default}: the host's; without a cluster's DNS, ClusterFirst is the same. */
  static String resolvConf() throws IOException {
    return hostFile("/etc/resolv.conf");
  }

  static String hostHostname() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
  }

  /** A pod's name as a host name: cut to 63 characters, with no dot or dash at the end. */
  static String label(String podName) {
    int end = Math.min(podName.length(), MAX_HOSTNAME);
    while (end > 1 && (podName.charAt(end - 1) == '-' || podName.charAt(end - 1) == '.')) {
      end--;
    }
    return podName.substring(0, end);
  }

  private static String hostFile(String path) throws IOException {
    Path file = Path.of(path);
    // Not readString, which refuses a file with a comment in Latin-1: that is no reason to have no
    // pod.
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }
}
