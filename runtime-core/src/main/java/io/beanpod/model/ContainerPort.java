package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A port that a container says it listens on. It documents, and opens nothing.
 *
 * @param name unique in its container; empty where there is none
 * @param containerPort 1 to 65535
 */
public record ContainerPort(Optional<String> name, int containerPort, Protocol protocol) {
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
      hostPort(item, port, hostNetwork);
      Protocol protocol = item.choice("protocol", Protocol.TCP, Protocol.values());
      item.end();
      ports.add(new ContainerPort(name, (int) port.orElse(0), protocol));
    }
    return ports;
  }

  /** On the host's own network a host port is the container's port, and nothing needs doing. */
  private static void hostPort(Fields item, OptionalLong port, boolean hostNetwork) {
    OptionalLong hostPort = item.integer("hostPort", 0, MAX);
    item.refuseUnlessEmpty("hostIP");
    if (hostPort.orElse(0) == 0) {
      return;
    }
    if (!hostNetwork) {
      item.problem(
          "hostPort", "Beanpod does not support this field yet, except with hostNetwork: true");
    } else if (port.isPresent() && port.getAsLong() != hostPort.getAsLong()) {
      item.problem(
          "hostPort", "must equal containerPort " + port.getAsLong() + " with hostNetwork: true");
    }
  }
}
