package io.beanpod.cli.run;

import io.beanpod.cli.args.UsageError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code -p [HOSTIP:]HOSTPORT:CTRPORT[/PROTOCOL]}: a port of the container that is one of the
 * host's too.
 *
 * @param hostIp empty for all addresses of the host
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 */
record PublishedPort(String hostIp, long hostPort, long containerPort, String protocol) {

  /**
   * Reads the flag's value.
   *
   * @throws UsageError where it can't be meant
   */
  static PublishedPort parse(String value) {
    int slash = value.indexOf('/');
    String protocol = slash < 0 ? "TCP" : value.substring(slash + 1).toUpperCase(Locale.ROOT);
    String ports = slash < 0 ? value : value.substring(0, slash);
    switch (protocol) {
      case "TCP", "UDP", "SCTP" -> {}
      default ->
          throw new UsageError(
              "run",
              flag(value)
                  + ": unknown protocol \""
                  + value.substring(slash + 1)
                  + "\"; there are tcp, udp and sctp");
    }
    int last = ports.lastIndexOf(':');
    if (last < 0) {
      throw new UsageError(
          "run",
          flag(value) + ": use HOSTPORT:CTRPORT, such as -p 8080:80; --port is the container's");
    }
    int first = ports.lastIndexOf(':', last - 1);
    return new PublishedPort(
        first < 0 ? "" : unbracketed(ports.substring(0, first)),
        Ports.number(flag(value), ports.substring(first + 1, last)),
        Ports.number(flag(value), ports.substring(last + 1)),
        protocol);
  }

  static String flag(String value) {
    return "-p " + value;
  }

  private static String unbracketed(String address) {
    return address.startsWith("[") && address.endsWith("]")
        ? address.substring(1, address.length() - 1)
        : address;
  }

  /** An element of {@code ports}. */
  Map<String, Object> port() {
    Map<String, Object> port = new LinkedHashMap<>();
    port.put("containerPort", containerPort);
    if (!hostIp.isEmpty()) {
      port.put("hostIP", hostIp);
    }
    port.put("hostPort", hostPort);
    if (!protocol.equals("TCP")) {
      port.put("protocol", protocol);
    }
    return port;
  }
}
