package io.beanpod.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code Service.spec.ports[]}.
 *
 * @param name unique in its Service; empty where it is the only port
 * @param port that clients know, 1 to 65535
 * @param targetPort of the pods
 * @param nodePort at every address of the node; 0 for none
 */
public record ServicePort(
    String name, Protocol protocol, int port, IntOrString targetPort, int nodePort) {
  private static final int MAX = 65535;

  static List<ServicePort> decode(Fields spec, ServiceType type) {
    List<ServicePort> ports = new ArrayList<>();
    List<Fields> items = spec.objects("ports");
    Set<String> names = new HashSet<>();
    Set<String> numbers = new HashSet<>();
    for (Fields item : items) {
      ServicePort port = decode(item, items.size() > 1, type);
      if (!port.name.isEmpty() && !names.add(port.name)) {
        item.problem("name", "duplicate value: \"" + port.name + "\"");
      }
      if (port.port > 0 && !numbers.add(port.port + "/" + port.protocol)) {
        item.problem("port", "duplicate value: " + port.port + "/" + port.protocol);
      }
      if (port.nodePort > 0 && !numbers.add("node " + port.nodePort + "/" + port.protocol)) {
        item.problem("nodePort", "duplicate value: " + port.nodePort + "/" + port.protocol);
      }
      ports.add(port);
    }
    return ports;
  }

  private static ServicePort decode(Fields item, boolean oneOfMany, ServiceType type) {
    String name = oneOfMany ? item.requiredString("name").orElse("") : "";
    name = name.isEmpty() ? item.string("name").orElse("") : name;
    if (!name.isEmpty()) {
      item.check("name", name, Names.label(name));
    }
    if (!item.has("port")) {
      item.problem("port", "required, but missing; use 1 to " + MAX);
    }
    OptionalLong port = item.integer("port", 1, MAX);
    int number = (int) port.orElse(0);
    Protocol protocol = item.choice("protocol", Protocol.TCP, Protocol.values());
    Optional<IntOrString> target = IntOrString.port(item, "targetPort");
    int nodePort = (int) item.integer("nodePort", 0, MAX).orElse(0);
    if (nodePort > 0 && !type.hasNodePorts()) {
      item.problem("nodePort", "may not be used when `type` is '" + type + "'");
    }
    // For those who read the object, such as a gateway: no packet takes another way for it.
    Optional<String> appProtocol = item.string("appProtocol");
    appProtocol.ifPresent(text -> item.check("appProtocol", text, Names.labelKey(text)));
    item.end();
    return new ServicePort(
        name, protocol, number, target.orElse(new IntOrString(number, "")), nodePort);
  }
}
