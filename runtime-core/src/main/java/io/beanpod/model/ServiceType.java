package io.beanpod.model;

/** {@code Service.spec.type}. The constants are spelt as in the API. */
public enum ServiceType {
  ClusterIP,
  NodePort,
  LoadBalancer,
  ExternalName;

  /** Whether its ports may be had at the node's own addresses. */
  public boolean hasNodePorts() {
    return this == NodePort || this == LoadBalancer;
  }
}
