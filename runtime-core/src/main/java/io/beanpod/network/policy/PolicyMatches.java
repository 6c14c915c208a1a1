package io.beanpod.network.policy;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Cidr;
import io.beanpod.model.IntOrString;
import io.beanpod.model.PolicyPeer;
import io.beanpod.model.PolicyRule;
import io.beanpod.model.Protocol;
import io.beanpod.network.service.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/** What the rules of one policy allow one pod, a line of nft(8)'s for each peer and port. */
final class PolicyMatches {
  private final Direction direction;
  private final String namespace;
  private final PolicyPod pod;
  private final List<PolicyPod> all;

  /**
   * @param namespace the policy's
   * @param pod that it is for
   * @param all pods that may be peers
   */
  PolicyMatches(Direction direction, String namespace, PolicyPod pod, List<PolicyPod> all) {
    this.direction = direction;
    this.namespace = namespace;
    this.pod = pod;
    this.all = all;
  }

  void write(List<PolicyRule> rules, StringBuilder text) {
    for (PolicyRule rule : rules) {
      List<String> peers = peers(rule);
      List<PolicyRule.Port> named = new ArrayList<>();
      List<String> ports = new ArrayList<>();
      for (PolicyRule.Port port : rule.ports()) {
        if (port.port().isPresent() && port.port().get().isName()) {
          named.add(port);
        } else {
          ports.add(numbered(port));
        }
      }
      if (rule.ports().isEmpty()) {
        ports.add("");
      }
      for (String peer : peers) {
        for (String port : ports) {
          line(text, peer, port);
        }
      }
      for (PolicyRule.Port port : named) {
        named(rule, port, peers, text);
      }
    }
  }

  /** What matches each of a rule's peers; one empty text for everybody. */
  private List<String> peers(PolicyRule rule) {
    List<String> matches = new ArrayList<>();
    if (rule.peers().isEmpty()) {
      matches.add("");
    }
    Set<String> v4 = new LinkedHashSet<>();
    Set<String> v6 = new LinkedHashSet<>();
    for (PolicyPeer peer : rule.peers()) {
      if (peer instanceof PolicyPeer.IpBlock block) {
        matches.add(block(block));
      } else {
        for (PolicyPod other : pods((PolicyPeer.Pods) peer)) {
          for (IpAddress address : other.addresses()) {
            (address.isV4() ? v4 : v6).add(address.toString());
          }
        }
      }
    }
    if (!v4.isEmpty()) {
      matches.add("ip " + direction.peer() + " { " + String.join(", ", v4) + " } ");
    }
    if (!v6.isEmpty()) {
      matches.add("ip6 " + direction.peer() + " { " + String.join(", ", v6) + " } ");
    }
    return matches;
  }

  private String block(PolicyPeer.IpBlock block) {
    StringBuilder match = new StringBuilder();
    address(match, block.cidr().address().isV4(), block.cidr().toString());
    for (Cidr except : block.except()) {
      address(match, except.address().isV4(), "!= " + except);
    }
    return match.toString();
  }

  /** A name means the port of the end that is connected to, whatever number it has there. */
  private void named(
      PolicyRule rule, PolicyRule.Port port, List<String> peers, StringBuilder text) {
    String name = port.port().map(IntOrString::name).orElseThrow();
    if (direction == Direction.ingress) {
      OptionalInt number = Endpoint.named(pod.pod(), name, port.protocol());
      for (String peer : number.isPresent() ? peers : List.<String>of()) {
        line(text, peer, at(port.protocol(), number.getAsInt() + ""));
      }
      return;
    }
    for (PolicyPod other : all) {
      OptionalInt number = Endpoint.named(other.pod(), name, port.protocol());
      if (number.isPresent()) {
        for (IpAddress address : other.addresses()) {
          if (isMeant(rule, other, address)) {
            StringBuilder match = new StringBuilder();
            address(match, address.isV4(), address.toString());
            line(text, match.toString(), at(port.protocol(), number.getAsInt() + ""));
          }
        }
      }
    }
  }

  private boolean isMeant(PolicyRule rule, PolicyPod other, IpAddress address) {
    boolean meant = rule.peers().isEmpty();
    for (PolicyPeer peer : rule.peers()) {
      if (peer instanceof PolicyPeer.Pods pods) {
        meant |= other.is(pods, namespace);
      } else if (peer instanceof PolicyPeer.IpBlock block && block.cidr().contains(address)) {
        boolean excepted = false;
        for (Cidr except : block.except()) {
          excepted |= except.contains(address);
        }
        meant |= !excepted;
      }
    }
    return meant;
  }

  private List<PolicyPod> pods(PolicyPeer.Pods peer) {
    List<PolicyPod> meant = new ArrayList<>();
    for (PolicyPod other : all) {
      if (other.is(peer, namespace)) {
        meant.add(other);
      }
    }
    return meant;
  }

  private void address(StringBuilder match, boolean v4, String value) {
    match.append(v4 ? "ip " : "ip6 ").append(direction.peer()).append(' ').append(value);
    match.append(' ');
  }

  private static String numbered(PolicyRule.Port port) {
    if (port.port().isEmpty()) {
      return "meta l4proto " + port.protocol().name().toLowerCase(Locale.ROOT) + " ";
    }
    int first = port.port().get().number();
    return at(port.protocol(), port.endPort() > first ? first + "-" + port.endPort() : first + "");
  }

  private static String at(Protocol protocol, String ports) {
    return protocol.name().toLowerCase(Locale.ROOT) + " dport " + ports + " ";
  }

  private static void line(StringBuilder text, String peer, String port) {
    text.append("    ").append(peer).append(port).append("return\n");
  }
}
