package io.beanpod.network.policy;

import io.beanpod.model.NetworkPolicy;
import io.beanpod.model.PolicyRule;
import java.util.List;
import java.util.Optional;

/** Which way connections go, seen from the pod that a policy is for. */
enum Direction {
  egress("saddr", "daddr"),
  ingress("daddr", "saddr");

  private final String own;
  private final String peer;

  Direction(String own, String peer) {
    this.own = own;
    this.peer = peer;
  }

  /** Which of a packet's addresses is the pod's. */
  String own() {
    return own;
  }

  /** Which of a packet's addresses is its peer's. */
  String peer() {
    return peer;
  }

  /** The name of the map from pods to chains. */
  String map(boolean v4) {
    return name() + (v4 ? "4" : "6");
  }

  /** What a policy allows; empty if it does not isolate its pods in this direction. */
  Optional<List<PolicyRule>> rules(NetworkPolicy policy) {
    return this == ingress ? policy.ingress() : policy.egress();
  }
}
