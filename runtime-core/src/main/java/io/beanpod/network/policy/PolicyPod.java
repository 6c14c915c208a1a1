package io.beanpod.network.policy;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Json;
import io.beanpod.model.PolicyPeer;
import io.beanpod.network.service.Endpoints;
import io.beanpod.store.StoredPod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pod as policies see it. One in the host's network is none: what it sends and gets is the
 * node's.
 *
 * @param addresses that others know it by; none once it has ended
 * @param namespaceLabels of its namespace
 */
public record PolicyPod(
    StoredPod pod, List<IpAddress> addresses, Map<String, String> namespaceLabels) {
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /**
   * All pods that have addresses of their own.
   *
   * @param namespaces the labels of those that have any
   */
  public static List<PolicyPod> of(
      List<StoredPod> pods, Map<String, Map<String, String>> namespaces) {
    List<PolicyPod> all = new ArrayList<>();
    for (StoredPod pod : pods) {
      boolean hostNetwork = Boolean.TRUE.equals(Json.at(pod.tree(), "spec", "hostNetwork"));
      if (!hostNetwork && !Endpoints.addresses(pod).isEmpty()) {
        Map<String, String> labels =
            namespaces.getOrDefault(pod.namespace(), Map.of(NAME_LABEL, pod.namespace()));
        all.add(new PolicyPod(pod, Endpoints.addresses(pod), labels));
      }
    }
    return all;
  }

  /** Whether a peer of a policy means it. */
  boolean is(PolicyPeer.Pods peer, String policyNamespace) {
    boolean there =
        peer.namespaceSelector().isPresent()
            ? peer.namespaceSelector().get().matches(namespaceLabels)
            : pod.namespace().equals(policyNamespace);
    return there && peer.podSelector().matches(pod.labels());
  }
}
