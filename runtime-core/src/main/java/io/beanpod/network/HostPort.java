package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Container;
import io.beanpod.model.ContainerPort;
import io.beanpod.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A port of the host that leads to a pod: {@code hostPort} of a container's port.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param hostIp the one address of the host that it is at; empty for all of them
 * @param port on the host, 1 to 65535
 * @param containerPort in the pod
 * @param uid of the pod
 */
public record HostPort(
    String protocol, Optional<IpAddress> hostIp, int port, int containerPort, String uid) {
  private static final String ANY = "any";

  /** Those of a pod, in the manifest's order. */
  public static List<HostPort> of(PodSpec spec, String uid) {
    List<HostPort> all = new ArrayList<>();
    List<Container> together = new ArrayList<>(spec.containers());
    for (Container init : spec.initContainers()) {
      if (init.restart().always()) { // the others have ended when these begin
        together.add(init);
      }
    }
    for (Container container : together) {
      for (ContainerPort port : container.ports()) {
        if (port.hostPort() > 0) {
          all.add(
              new HostPort(
                  port.protocol().name().toLowerCase(Locale.ROOT),
                  port.hostIp().filter(ip -> !isAny(ip)),
                  port.hostPort(),
                  port.containerPort(),
                  uid));
        }
      }
    }
    return all;
  }

  /** The claim that a symbolic link {@code tcp-8080-any -> UID/80} is; see {@link #name}. */
  static HostPort parse(String name, String target) {
    String[] words = name.split("-", 3);
    int slash = target.indexOf('/');
    return new HostPort(
        words[0],
        IpAddress.parse(words[2]),
        Integer.parseInt(words[1]),
        Integer.parseInt(target.substring(slash + 1)),
        target.substring(0, slash));
  }

  /** {@code tcp-8080-any}, {@code udp-53-192.0.2.1}. */
  String name() {
    return protocol + "-" + port + "-" + hostIp.map(IpAddress::toString).orElse(ANY);
  }

  String target() {
    return uid + "/" + containerPort;
  }

  /** Whether one node can't have both: the scheduler's rule. */
  boolean conflicts(HostPort other) {
    return protocol.equals(other.protocol)
        && port == other.port
        && (hostIp.isEmpty() || other.hostIp.isEmpty() || hostIp.equals(other.hostIp));
  }

  private static boolean isAny(IpAddress ip) {
    return ip.network(0).equals(ip);
  }

  /** {@code 8080/TCP}, {@code 192.0.2.1:53/UDP}. */
  @Override
  public String toString() {
    String at = hostIp.isEmpty() ? "" : hostIp.get() + ":";
    return at + port + "/" + protocol.toUpperCase(Locale.ROOT);
  }
}
