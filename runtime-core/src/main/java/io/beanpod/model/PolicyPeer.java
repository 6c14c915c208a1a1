package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code from[]} or {@code to[]} of a NetworkPolicy's rule: who is at the other end. */
public sealed interface PolicyPeer {

  /**
   * Pods, by their labels and those of their namespaces.
   *
   * @param namespaceSelector empty for the policy's own namespace
   * @param podSelector everything, where only namespaces are selected
   */
  record Pods(Optional<Selector> namespaceSelector, Selector podSelector) implements PolicyPeer {}

  /**
   * Addresses.
   *
   * @param except ranges inside that are not meant
   */
  record IpBlock(Cidr cidr, List<Cidr> except) implements PolicyPeer {
    public IpBlock {
      except = List.copyOf(except);
    }
  }

  /** Those of a rule; one with a problem is left out. */
  static List<PolicyPeer> decode(Fields rule, String field) {
    List<PolicyPeer> peers = new ArrayList<>();
    for (Fields item : rule.objects(field)) {
      Optional<Selector> pods = LabelSelector.decode(item, "podSelector");
      Optional<Selector> namespaces = LabelSelector.decode(item, "namespaceSelector");
      Optional<Fields> block = item.object("ipBlock");
      if (pods.isEmpty() && namespaces.isEmpty() && block.isEmpty()) {
        item.problem("", "must specify a peer: podSelector, namespaceSelector or ipBlock");
      } else if (block.isPresent()) {
        if (pods.isPresent() || namespaces.isPresent()) {
          item.problem("ipBlock", "may not specify both ipBlock and another peer");
        }
        ipBlock(block.get()).ifPresent(peers::add);
      } else {
        peers.add(new Pods(namespaces, pods.orElse(Selector.EVERYTHING)));
      }
      item.end();
    }
    return peers;
  }

  private static Optional<IpBlock> ipBlock(Fields block) {
    Optional<Cidr> cidr = Cidr.required(block, "cidr");
    List<Cidr> except = new ArrayList<>();
    List<String> texts = block.strings("except");
    for (int i = 0; i < texts.size(); i++) {
      Optional<Cidr> hole = Cidr.parse(texts.get(i));
      if (hole.isEmpty()) {
        block.check("except[" + i + "]", texts.get(i), Cidr.ALLOWED);
      } else if (cidr.isPresent() && !cidr.get().isAround(hole.get())) {
        block.problem(
            "except[" + i + "]",
            "\"" + texts.get(i) + "\" must be a strict subset of `cidr`, " + cidr.get());
      }
      hole.ifPresent(except::add);
    }
    block.end();
    return cidr.map(range -> new IpBlock(range, except));
  }
}
