package io.beanpod.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The node's address for {@code status.hostIP}: as the kubelet, the one in the network that the
 * default route leads through, and not that of some engine's bridge; without such a route the first
 * one that is not a loopback's. Read from {@code /proc/net}, without any traffic.
 */
public final class HostAddress {
  private static final Path TRIE = Path.of("/proc/net/fib_trie");
  private static final Path ROUTES = Path.of("/proc/net/route");

  private HostAddress() {}

  /** The address, or empty where the host has none. */
  public static String read() throws IOException {
    return parse(text(TRIE), text(ROUTES));
  }

  /** Empty where the kernel has no IPv4, and so no such file. */
  private static String text(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
  }

  /** A local address stands on a line before the one that says {@code /32 host LOCAL}. */
  static String parse(String trie, String routes) {
    String gateway = gateway(routes);
    String first = "";
    for (int local = trie.indexOf("/32 host LOCAL");
        local >= 0;
        local = trie.indexOf("/32 host LOCAL", local + 1)) {
      int bar = trie.lastIndexOf("|-- ", local);
      if (bar < 0) {
        continue;
      }
      String address = trie.substring(bar + 4, trie.indexOf('\n', bar)).strip();
      if (!gateway.isEmpty() && reaches(routes, address, gateway)) {
        return address;
      }
      if (first.isEmpty() && !address.startsWith("127.")) {
        first = address;
      }
    }
    return first;
  }

  /** The gateway of the default route, eight hexadecimal digits; empty if there is none. */
  private static String gateway(String routes) {
    for (String line : routes.split("\n")) {
      String[] field = line.split("\t");
      if (field.length > 7 && field[1].equals("00000000") && field[7].equals("00000000")) {
        return field[2];
      }
    }
    return "";
  }

  /** Whether some route's network has both the address and the gateway in it. */
  private static boolean reaches(String routes, String address, String gateway) {
    long own = hex(address);
    for (String line : routes.split("\n")) {
      String[] field = line.split("\t");
      if (field.length > 7 && !field[7].equals("00000000") && !field[7].equals("Mask")) {
        long mask = Long.parseLong(field[7], 16);
        long network = Long.parseLong(field[1], 16);
        if ((own & mask) == network && (Long.parseLong(gateway, 16) & mask) == network) {
          return true;
        }
      }
    }
    return false;
  }

  /** An address as /proc/net/route has it: the bytes in the machine's, little-endian, order. */
  private static long hex(String address) {
    long value = 0;
    String[] bytes = address.split("\\.");
    for (int i = bytes.length - 1; i >= 0; i--) {
      value = value << 8 | Integer.parseInt(bytes[i]);
    }
    return value;
  }
}
