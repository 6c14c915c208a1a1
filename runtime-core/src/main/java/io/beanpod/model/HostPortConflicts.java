package io.beanpod.model;

import io.beanpod.linux.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two ports of one pod on one port of the host: {@code AccumulateUniqueHostPorts} upstream. */
final class HostPortConflicts {
  private HostPortConflicts() {}

  /** Adds a problem for each port that another of the same containers has taken. */
  static void check(Fields spec, String field, List<Container> containers) {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < containers.size(); i++) {
      List<ContainerPort> ports = containers.get(i).ports();
      for (int j = 0; j < ports.size(); j++) {
        ContainerPort port = ports.get(j);
        String address = port.hostIp().map(IpAddress::toString).orElse("");
        String key = port.protocol() + "/" + address + "/" + port.hostPort();
        if (port.hostPort() > 0 && !taken.add(key)) {
          spec.problem(
              field + "[" + i + "].ports[" + j + "].hostPort", "Duplicate value: \"" + key + "\"");
        }
      }
    }
  }
}
