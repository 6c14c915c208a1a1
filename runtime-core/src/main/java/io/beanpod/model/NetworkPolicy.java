package io.beanpod.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A valid {@code networking.k8s.io/v1} NetworkPolicy: which connections its pods may have. What
 * several allow, adds up; a pod that none selects has any.
 *
 * @param podSelector the pods of its namespace that it is for
 * @param ingress who may connect to them; empty if it says nothing on that
 * @param egress whom they may connect to; empty if it says nothing on that
 */
public record NetworkPolicy(
    String namespace,
    String name,
    Selector podSelector,
    Optional<List<PolicyRule>> ingress,
    Optional<List<PolicyRule>> egress) {
  private static final String INGRESS = "Ingress";
  private static final String EGRESS = "Egress";

  /**
   * One that was valid when it was stored.
   *
   * @param where it is stored, for the message
   * @throws InvalidManifest if it is not any more: somebody changed the file
   */
  public static NetworkPolicy of(Map<String, Object> tree, String where) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Object> spec = Json.object(tree.get("spec"));
    NetworkPolicy policy =
        decode(
            new Fields(spec, "spec", problems),
            Json.string(Json.at(tree, "metadata", "namespace")),
            Json.string(Json.at(tree, "metadata", "name")));
    if (!problems.isEmpty()) {
      throw new InvalidManifest(where, problems);
    }
    return policy;
  }

  /** Reads the {@code spec} of one strictly, by the rules of {@code ValidateNetworkPolicySpec}. */
  public static NetworkPolicy decode(Fields spec, String namespace, String name) {
    Optional<Selector> selector = LabelSelector.decode(spec, "podSelector");
    List<PolicyRule> ingress = PolicyRule.decode(spec, "ingress", "from");
    List<PolicyRule> egress = PolicyRule.decode(spec, "egress", "to");
    List<String> types = types(spec);
    spec.end();
    return new NetworkPolicy(
        namespace,
        name,
        selector.orElse(Selector.EVERYTHING),
        types.contains(INGRESS) ? Optional.of(ingress) : Optional.empty(),
        types.contains(EGRESS) ? Optional.of(egress) : Optional.empty());
  }

  /** Fills in {@code policyTypes}: Ingress always, Egress where there are rules for it. */
  public static void fill(Map<String, Object> spec) {
    if (!spec.containsKey("podSelector")) {
      spec.put("podSelector", new LinkedHashMap<String, Object>());
    }
    if (FieldValues.isEmpty(spec.get("policyTypes"))) {
      List<Object> types = new ArrayList<>(List.of(INGRESS));
      if (!FieldValues.isEmpty(spec.get("egress"))) {
        types.add(EGRESS);
      }
      spec.put("policyTypes", types);
    }
    for (String direction : new String[] {"ingress", "egress"}) {
      for (Object rule : Json.list(spec.get(direction))) {
        for (Object port : Json.list(Json.object(rule).get("ports"))) {
          if (!Json.object(port).isEmpty()) {
            Defaults.setIfEmpty(Json.object(port), "protocol", Protocol.TCP.name());
          }
        }
      }
    }
  }

  private static List<String> types(Fields spec) {
    List<String> types = spec.strings("policyTypes");
    for (int i = 0; i < types.size(); i++) {
      if (!types.get(i).equals(INGRESS) && !types.get(i).equals(EGRESS)) {
        spec.check("policyTypes[" + i + "]", types.get(i), "one of " + INGRESS + ", " + EGRESS);
      }
    }
    if (types.size() > 2) {
      spec.problem("policyTypes", "may not specify more than two policyTypes");
    }
    return types;
  }
}
