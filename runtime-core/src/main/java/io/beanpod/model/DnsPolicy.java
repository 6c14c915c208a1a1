package io.beanpod.model;

/** {@code spec.dnsPolicy}: what a pod's {@code dnsConfig} is added to. */
public enum DnsPolicy {
  /** The network agent's DNS; without one, and with {@code hostNetwork}, the same as Default. */
  ClusterFirst,
  /** The network agent's DNS with {@code hostNetwork} too. */
  ClusterFirstWithHostNet,
  /** The host's resolver. */
  Default,
  /** Nothing: {@code dnsConfig} says it all. */
  None
}
