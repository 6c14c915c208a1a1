package io.beanpod.pod;

import io.beanpod.model.HostAlias;
import java.util.List;
import java.util.Optional;

/** The /etc/hosts that all containers of a pod share, to the letter as the kubelet writes it. */
final class HostsFile {
  private static final String LOCAL =
      """
      # Kubernetes-managed hosts file.
      127.0.0.1\tlocalhost
      ::1\tlocalhost ip6-localhost ip6-loopback
      fe00::0\tip6-localnet
      fe00::0\tip6-mcastprefix
      fe00::1\tip6-allnodes
      fe00::2\tip6-allrouters
      """;

  private HostsFile() {}

  /**
   * That of a pod with a network of its own.
   *
   * @param podIps none for a pod with a loopback only
   */
  static String ofPod(
      String hostname, Optional<String> domain, List<String> podIps, List<HostAlias> aliases) {
    StringBuilder hosts = new StringBuilder(LOCAL);
    for (String ip : podIps.isEmpty() ? List.of("127.0.0.1") : podIps) {
      hosts.append(ip).append('\t');
      if (domain.isPresent()) {
        hosts.append(hostname).append('.').append(domain.get()).append('\t');
      }
      hosts.append(hostname).append('\n');
    }
    return append(hosts, aliases);
  }

  /** That of a pod in the host's network, from the host's own. */
  static String ofHost(String hostsOfHost, List<HostAlias> aliases) {
    StringBuilder hosts = new StringBuilder("# Kubernetes-managed hosts file (host network).\n");
    return append(hosts.append(hostsOfHost), aliases);
  }

  private static String append(StringBuilder hosts, List<HostAlias> aliases) {
    if (!aliases.isEmpty()) {
      hosts.append("\n# Entries added by HostAliases.\n");
    }
    for (HostAlias alias : aliases) {
      hosts.append(alias.ip()).append('\t').append(String.join("\t", alias.hostnames()));
      hosts.append('\n');
    }
    return hosts.toString();
  }
}
