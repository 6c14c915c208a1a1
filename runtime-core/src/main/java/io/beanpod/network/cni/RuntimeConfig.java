package io.beanpod.network.cni;

import io.beanpod.model.Bandwidth;
import io.beanpod.model.Pod;
import io.beanpod.network.HostPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pod wants of its network, for the plugins that say they can do it.
 *
 * @see <a
 *     href="https://www.cni.dev/docs/conventions/#dynamic-plugin-specific-fields-capabilities--runtime-configuration">CNI's
 *     conventions</a>
 */
final class RuntimeConfig {
  static final String PORT_MAPPINGS = "portMappings";
  static final String BANDWIDTH = "bandwidth";

  /** In bits: containerd's, which is to mean no limit. The plugin can't do without. */
  private static final long BURST = 0xffffffffL;

  private RuntimeConfig() {}

  /** By the names of the capabilities; nothing where the pod wants nothing. */
  static Map<String, Object> of(Pod pod, String uid) {
    Map<String, Object> config = new LinkedHashMap<>();
    List<Object> ports = new ArrayList<>();
    for (HostPort port : HostPort.of(pod.spec(), uid)) {
      Map<String, Object> mapping = new LinkedHashMap<>();
      mapping.put("hostPort", (long) port.port());
      mapping.put("containerPort", (long) port.containerPort());
      mapping.put("protocol", port.protocol());
      port.hostIp().ifPresent(ip -> mapping.put("hostIP", ip.toString()));
      ports.add(mapping);
    }
    if (!ports.isEmpty()) {
      config.put(PORT_MAPPINGS, ports);
    }
    Bandwidth bandwidth = Bandwidth.of(pod.metadata());
    if (bandwidth.limited()) {
      Map<String, Object> limits = new LinkedHashMap<>();
      bandwidth.ingress().ifPresent(rate -> limit(limits, "ingress", rate));
      bandwidth.egress().ifPresent(rate -> limit(limits, "egress", rate));
      config.put(BANDWIDTH, limits);
    }
    return config;
  }

  private static void limit(Map<String, Object> limits, String direction, long rate) {
    limits.put(direction + "Rate", rate);
    limits.put(direction + "Burst", BURST);
  }
}
