package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code ingress[]} or {@code egress[]} of a NetworkPolicy: connections with one of these peers, at
 * one of these ports.
 *
 * @param peers at the other end; none means everybody
 * @param ports of the end that is connected to; none means all
 */
public record PolicyRule(List<PolicyPeer> peers, List<Port> ports) {
  private static final int MAX = 65535;

  /**
   * {@code ports[]} of a rule.
   *
   * @param port empty for all of the protocol
   * @param endPort the last one of a range, which is the first where there is none
   */
  public record Port(Protocol protocol, Optional<IntOrString> port, int endPort) {}

  public PolicyRule {
    peers = List.copyOf(peers);
    ports = List.copyOf(ports);
  }

  /**
   * Those of a direction.
   *
   * @param peers the field of the peers: {@code from} or {@code to}
   */
  static List<PolicyRule> decode(Fields spec, String field, String peers) {
    List<PolicyRule> rules = new ArrayList<>();
    for (Fields item : spec.objects(field)) {
      rules.add(new PolicyRule(PolicyPeer.decode(item, peers), ports(item)));
      item.end();
    }
    return rules;
  }

  private static List<Port> ports(Fields rule) {
    List<Port> ports = new ArrayList<>();
    for (Fields item : rule.objects("ports")) {
      Protocol protocol = item.choice("protocol", Protocol.TCP, Protocol.values());
      Optional<IntOrString> port = IntOrString.port(item, "port");
      int first = port.map(IntOrString::number).orElse(0);
      int last = first;
      if (item.has("endPort")) {
        last = (int) item.integer("endPort", 1, MAX).orElse(first);
        if (!item.has("port")) {
          item.problem("endPort", "may not be specified when `port` is not specified");
        } else if (port.isPresent() && port.get().isName()) {
          item.problem("endPort", "may not be specified when `port` is non-numeric");
        } else if (last < first) {
          item.problem("endPort", "must be greater than or equal to `port`, " + first);
        }
      }
      item.end();
      ports.add(new Port(protocol, port, last));
    }
    return ports;
  }
}
