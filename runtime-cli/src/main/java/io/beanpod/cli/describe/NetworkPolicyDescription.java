package io.beanpod.cli.describe;

import io.beanpod.cli.text.Selectors;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.util.List;
import java.util.Map;

/** A NetworkPolicy, as {@code kubectl describe networkpolicy} shows it. */
public final class NetworkPolicyDescription {
  private static final String INDENT = "    ";

  private NetworkPolicyDescription() {}

  /** The text. */
  public static String of(Stored policy) {
    Map<String, Object> metadata = Json.object(policy.tree().get("metadata"));
    Map<String, Object> spec = Json.object(policy.tree().get("spec"));
    Sheet head = new Sheet();
    head.put(0, "Name", policy.name());
    head.put(0, "Namespace", policy.namespace());
    head.put(0, "Created on", created(Json.string(metadata.get("creationTimestamp"))));
    head.put(0, "Labels", Pairs.labels(metadata.get("labels")));
    head.put(0, "Annotations", Pairs.annotations(metadata.get("annotations")));
    StringBuilder text = new StringBuilder(head.render());
    String selector = Selectors.of(spec.get("podSelector"));
    text.append("Spec:\n  PodSelector:     ").append(selector);
    text.append(
        selector.equals("<none>")
            ? " (Allowing the specific traffic to all pods in this namespace)\n"
            : "\n");
    List<Object> types = Json.list(spec.get("policyTypes"));
    direction(text, spec, types.contains("Ingress"), "ingress", "From");
    direction(text, spec, types.contains("Egress"), "egress", "To");
    text.append("  Policy Types: ");
    text.append(String.join(", ", types.stream().map(Json::string).toList()));
    return text.append('\n').toString();
  }

  /** As Go writes a time. */
  private static String created(String timestamp) {
    return timestamp.replace('T', ' ').replace("Z", " +0000 UTC");
  }

  private static void direction(
      StringBuilder text, Map<String, Object> spec, boolean affected, String name, String peers) {
    if (!affected) {
      text.append("  Not affecting ").append(name).append(" traffic\n");
      return;
    }
    text.append("  Allowing ").append(name).append(" traffic:\n");
    List<Object> rules = Json.list(spec.get(name));
    if (rules.isEmpty()) {
      text.append(INDENT).append("<none> (Selected pods are isolated for ").append(name);
      text.append(" connectivity)\n");
    }
    for (int i = 0; i < rules.size(); i++) {
      Map<String, Object> rule = Json.object(rules.get(i));
      ports(text, Json.list(rule.get("ports")));
      peers(text, Json.list(rule.get(name.equals("ingress") ? "from" : "to")), peers);
      if (i < rules.size() - 1) {
        text.append(INDENT).append("----------\n");
      }
    }
  }

  private static void ports(StringBuilder text, List<Object> ports) {
    if (ports.isEmpty()) {
      text.append(INDENT).append("To Port: <any> (traffic allowed to all ports)\n");
    }
    for (Object each : ports) {
      Map<String, Object> port = Json.object(each);
      text.append(INDENT).append("To Port: ");
      text.append(port.get("port") == null ? "<any>" : port.get("port"));
      if (port.get("endPort") != null) {
        text.append('-').append(port.get("endPort"));
      }
      text.append('/').append(port.get("protocol")).append('\n');
    }
  }

  private static void peers(StringBuilder text, List<Object> peers, String word) {
    if (peers.isEmpty()) {
      text.append(INDENT).append(word).append(": <any> (traffic not restricted by ");
      text.append(word.equals("From") ? "source)\n" : "destination)\n");
    }
    for (Object each : peers) {
      Map<String, Object> peer = Json.object(each);
      text.append(INDENT).append(word).append(":\n");
      for (String kind : new String[] {"namespaceSelector", "podSelector"}) {
        if (peer.get(kind) != null) {
          String label = kind.equals("podSelector") ? "PodSelector" : "NamespaceSelector";
          text.append(INDENT).append("  ").append(label).append(": ");
          text.append(Selectors.of(peer.get(kind))).append('\n');
        }
      }
      if (peer.get("ipBlock") != null) {
        Map<String, Object> block = Json.object(peer.get("ipBlock"));
        text.append(INDENT).append("  IPBlock:\n").append(INDENT).append("    CIDR: ");
        text.append(block.get("cidr")).append('\n').append(INDENT).append("    Except: ");
        text.append(
            String.join(", ", Json.list(block.get("except")).stream().map(Json::string).toList()));
        text.append('\n');
      }
    }
  }
}
