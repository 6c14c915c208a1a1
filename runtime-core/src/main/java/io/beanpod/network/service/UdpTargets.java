package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Protocol;
import io.beanpod.model.ServicePort;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which pods UDP Services lead to, as comments in the rules. UDP has no end of a connection: a
 * client that goes on sending would have a pod for ever that its Service does not lead to any more,
 * so that the kernel has to forget what such a pod answers.
 */
public final class UdpTargets {
  private static final String COMMENT = "  # udp ";

  private UdpTargets() {}

  /** Writes a line for each port of a Service and each of its pods. */
  public static void write(StringBuilder text, List<Backends> services) {
    for (Backends service : services) {
      for (ServicePort port : service.service().spec().ports()) {
        if (port.protocol() == Protocol.UDP) {
          write(text, service, port, true);
          write(text, service, port, false);
        }
      }
    }
  }

  private static void write(StringBuilder text, Backends service, ServicePort port, boolean v4) {
    for (Backends.Target target : service.targets(port, v4)) {
      text.append(COMMENT).append(service.service().namespace()).append('/');
      text.append(service.service().name()).append(':').append(port.port()).append(' ');
      text.append(target.address()).append('\n');
    }
  }

  /** The pods that some Service led to by one ruleset, and does not by the next. */
  public static Set<IpAddress> lost(String before, String now) {
    Set<String> kept = new HashSet<>(now.lines().toList());
    Set<IpAddress> lost = new LinkedHashSet<>();
    for (String line : before.lines().toList()) {
      if (line.startsWith(COMMENT) && !kept.contains(line)) {
        lost.add(IpAddress.parse(line.substring(line.lastIndexOf(' ') + 1)).orElseThrow());
      }
    }
    return lost;
  }
}
