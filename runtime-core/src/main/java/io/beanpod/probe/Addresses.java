package io.beanpod.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Addresses as bytes and as texts. IPv4's, the usual ones, without {@code java.net}'s classes. */
final class Addresses {
  private static final int IPV4_BYTES = 4;

  private Addresses() {}

  /**
   * What a host is: itself if it is an address, else what the resolver says.
   *
   * @return not empty; each of 4 or 16 bytes
   */
  static List<byte[]> of(String host) throws NetException {
    byte[] v4 = new byte[IPV4_BYTES];
    if (isV4(host, v4)) {
      return List.of(v4);
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
    return host.indexOf(':') >= 0 || isV4(host, new byte[IPV4_BYTES]);
  }

  static String text(byte[] address) {
    if (address.length != IPV4_BYTES) {
      return Ipv6Text.of(address);
    }
    return (address[0] & 0xff)
        + "."
        + (address[1] & 0xff)
        + "."
        + (address[2] & 0xff)
        + "."
        + (address[3] & 0xff);
  }

  /** {@code 10.0.0.1:80}, {@code [::1]:80}. */
  static String hostPort(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }

  /** Four decimal numbers up to 255 and nothing else. */
  private static boolean isV4(String host, byte[] to) {
    int part = 0;
    int value = -1;
    for (int i = 0; i <= host.length(); i++) {
      char c = i < host.length() ? host.charAt(i) : '.';
      if (c == '.') {
        if (value < 0 || part == IPV4_BYTES) {
          return false;
        }
        to[part++] = (byte) value;
        value = -1;
      } else if (c >= '0' && c <= '9') {
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) {
          return false;
        }
      } else {
        return false;
      }
    }
    return part == IPV4_BYTES;
  }
}
