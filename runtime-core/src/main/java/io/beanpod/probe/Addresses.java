package io.beanpod.probe;

import io.beanpod.linux.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a host can be reached. One that is an address does without {@code java.net}'s classes. */
final class Addresses {
  private Addresses() {}

  /**
   * What a host is: itself if it is an address, else what the resolver says.
   *
   * @return not empty; each of 4 or 16 bytes
   */
  static List<byte[]> of(String host) throws NetException {
    Optional<IpAddress> literal = IpAddress.parse(host);
    if (literal.isPresent()) {
      return List.of(literal.get().bytes());
    }
    try {
      List<byte[]> all = new ArrayList<>();
      for (InetAddress address : InetAddress.getAllByName(host)) {
        all.add(address.getAddress());
      }
      return all;
    } catch (UnknownHostException e) {
      throw NetException.failed("dial tcp: lookup " + host + ": no such host");
    }
  }

  /** Whether it is an IPv4 or IPv6 address and not a name. */
  static boolean isLiteral(String host) {
    return host.indexOf(':') >= 0 || IpAddress.parse(host).isPresent();
  }

  /** {@code 10.0.0.1:80}, {@code [::1]:80}. */
  static String hostPort(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
