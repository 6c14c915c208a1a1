package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import io.beanpod.network.Subnet;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Names of addresses: {@code 2.0.88.10.in-addr.arpa}, and by nibbles below {@code ip6.arpa}. */
final class ReverseNames {
  private static final int V4_LABELS = 4;
  private static final int V6_LABELS = 32;

  private ReverseNames() {}

  /**
   * The address that a name is that of; empty for a whole network's.
   *
   * @param labels in lower case, ending in {@code in-addr} or {@code ip6}, and {@code arpa}
   */
  static Optional<IpAddress> address(List<String> labels) {
    int n = labels.size() - 2;
    if (labels.get(n).equals("in-addr")) {
      return n == V4_LABELS
          ? IpAddress.parse(String.join(".", labels.subList(0, n).reversed()))
          : Optional.empty();
    }
    if (n != V6_LABELS) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int i = n - 1; i >= 0; i--) {
      text.append(labels.get(i));
      if (labels.get(i).length() != 1) {
        return Optional.empty();
      }
      text.append(i % 4 == 0 && i > 0 ? ":" : "");
    }
    return IpAddress.parse(text.toString());
  }

  /** The zone of a range; of the next larger one that ends at a label. */
  static Name zone(Subnet range) throws TextParseException {
    byte[] bytes = range.network().bytes();
    StringBuilder text = new StringBuilder();
    if (range.network().isV4()) {
      for (int i = range.prefix() / 8 - 1; i >= 0; i--) {
        text.append(bytes[i] & 0xff).append('.');
      }
      return Name.fromString(text + "in-addr.arpa.");
    }
    for (int i = range.prefix() / 4 - 1; i >= 0; i--) {
      int nibble = bytes[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
      text.append(Character.forDigit(nibble, 16)).append('.');
    }
    return Name.fromString(text + "ip6.arpa.");
  }
}
