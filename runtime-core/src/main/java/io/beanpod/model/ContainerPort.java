package io.beanpod.model;

import io.beanpod.linux.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A port that a container says it listens on. It opens nothing but, with a hostPort, the host's.
 *
 * @param name unique in its container; empty where there is none
 * @param containerPort 1 to 65535
 * @param hostPort of the host that leads to it: 1 to 65535, or 0 for none
 * @param hostIp the one address of the host that has the hostPort; empty for all of them
 */
public record ContainerPort(
    Optional<String> name,
    int containerPort,
    Protocol protocol,
    int hostPort,
    Optional<IpAddress> hostIp) {
  private static final int MAX = 65535;

  static List<ContainerPort> decode(List<Fields> items, boolean hostNetwork) {
    List<ContainerPort> ports = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Fields item : items) {
      Optional<String> name = item.string("name");
      if (name.isPresent()) {
        item.check("name", name.get(), Names.portName(name.get()));
        if (!names.add(name.get())) {
          item.problem("name", "duplicate port name \"" + name.get() + "\" in this container");
        }
      }
      if (!item.has("containerPort")) {
        item.problem("containerPort", "required, but missing; use 1 to " + MAX);
      }
      OptionalLong port = item.integer("containerPort", 1, MAX);
      int hostPort = hostPort(item, port, hostNetwork);
      Optional<IpAddress> hostIp = hostIp(item);
      Protocol protocol = item.choice("protocol", Protocol.TCP, Protocol.values());
      item.end();
      ports.add(new ContainerPort(name, (int) port.orElse(0), protocol, hostPort, hostIp));
    }
    return ports;
  }

  /** On the host's own network a host port is the container's port. */
  private static int hostPort(Fields item, OptionalLong port, boolean hostNetwork) {
    int hostPort = (int) item.integer("hostPort", 0, MAX).orElse(0);
    if (hostPort > 0 && hostNetwork && port.isPresent() && port.getAsLong() != hostPort) {
      item.problem(
          "hostPort", "must equal containerPort " + port.getAsLong() + " with hostNetwork: true");
    }
    return hostPort;
  }

  private static Optional<IpAddress> hostIp(Fields item) {
    Optional<String> text = item.string("hostIP").filter(ip -> !ip.isEmpty());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<IpAddress> ip = IpAddress.parse(text.get());
    if (ip.isEmpty()) {
      item.check("hostIP", text.get(), "a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)");
    } else if (text.get().equals("::1")) {
      item.problem("hostIP", "the kernel leads nothing from ::1 elsewhere; use 127.0.0.1");
    }
    return ip;
  }
}
