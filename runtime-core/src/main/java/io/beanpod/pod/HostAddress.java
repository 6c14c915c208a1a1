package io.beanpod.pod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The node's address for {@code status.hostIP}: the first IPv4 address of the host that is not a
 * loopback's. Read from {@code /proc/net/fib_trie}, which lists the addresses without any traffic.
 */
final class HostAddress {
  private HostAddress() {}

  /** The address, or empty where the host has none. */
  static String read() throws IOException {
    Path file = Path.of("/proc/net/fib_trie");
    return Files.exists(file)
        ? parse(Files.readString(file, StandardCharsets.ISO_8859_1))
        : ""; // a kernel without IP_MULTIPLE_TABLES' trie: no IPv4
  }

  /** A local address stands on a line before the one that says {@code /32 host LOCAL}. */
  static String parse(String trie) {
    int at = 0;
    while (true) {
      int local = trie.indexOf("/32 host LOCAL", at);
      if (local < 0) {
        return "";
      }
      int bar = trie.lastIndexOf("|-- ", local);
      if (bar >= 0) {
        String address = trie.substring(bar + 4, trie.indexOf('\n', bar)).strip();
        if (!address.startsWith("127.")) {
          return address;
        }
      }
      at = local + 1;
    }
  }
}
