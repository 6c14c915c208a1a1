package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.network.service.ServiceChains;
import java.util.List;

/**
 * Where a packet goes to another address than the one that it was sent to: a hostPort leads to its
 * pod, a Service to one of its pods, from outside, from other pods and from the host itself. For
 * the host's 127.0.0.1 that takes {@code route_localnet}, so no pod may send to 127.0.0.0/8
 * (CVE-2020-8558).
 */
final class Translation {
  private final List<PodLink> pods;
  private final List<HostPort> hostPorts;
  private final boolean forwardsIpv6;
  private final boolean services;

  Translation(
      List<PodLink> pods, List<HostPort> hostPorts, boolean forwardsIpv6, boolean services) {
    this.pods = pods;
    this.hostPorts = hostPorts;
    this.forwardsIpv6 = forwardsIpv6;
    this.services = services;
  }

  void write(StringBuilder text) {
    if (!hostPorts.isEmpty()) {
      text.append("  chain hostports {\n");
      for (HostPort port : hostPorts) {
        for (PodLink pod : pods) {
          if (pod.uid().equals(port.uid())) {
            lead(text, port, "ip", pod.addresses().v4());
            pod.v6().ifPresent(v6 -> lead(text, port, "ip6", v6));
          }
        }
      }
      text.append("  }\n");
    }
    hook(text, "prerouting", "dstnat", forwardsIpv6 ? "" : "meta nfproto ipv4 ");
    hook(text, "output", "-100", "");
  }

  private static void lead(StringBuilder text, HostPort port, String family, IpAddress pod) {
    if (port.hostIp().isPresent() && port.hostIp().get().isV4() != pod.isV4()) {
      return;
    }
    text.append("    ").append(port.protocol()).append(" dport ").append(port.port());
    if (port.hostIp().isPresent()) {
      text.append(' ').append(family).append(" daddr ").append(port.hostIp().get());
    } else if (!pod.isV4()) {
      text.append(" ip6 daddr != ::1"); // IPv6 has no route_localnet: the pod would drop it
    }
    text.append(" dnat ").append(family).append(" to ");
    text.append(pod.isV4() ? pod + "" : "[" + pod + "]");
    text.append(':').append(port.containerPort()).append('\n');
  }

  private void hook(StringBuilder text, String hook, String priority, String which) {
    text.append("  chain ").append(hook).append(" {\n    type nat hook ").append(hook);
    text.append(" priority ").append(priority).append(";\n");
    if (services) {
      text.append("    jump ").append(ServiceChains.BY_ADDRESS).append('\n');
    }
    if (!hostPorts.isEmpty()) {
      text.append("    ").append(which).append("fib daddr type local jump hostports\n");
    }
    if (services) {
      text.append("    ").append(which).append("fib daddr type local jump ");
      text.append(ServiceChains.BY_NODE_PORT).append('\n');
    }
    text.append("  }\n");
  }
}
