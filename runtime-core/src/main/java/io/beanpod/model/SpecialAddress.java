package io.beanpod.model;

import io.beanpod.linux.IpAddress;

/** Addresses that lead nowhere but to the host or the link itself: {@code ValidateNonSpecialIP}. */
final class SpecialAddress {
  private SpecialAddress() {}

  /** Why no Service may have it, as the end of a sentence; empty if one may. */
  static String of(IpAddress address) {
    if (address.network(0).equals(address)) {
      return "may not be unspecified (" + address + ")";
    }
    if (isIn(address, "127.0.0.0/8", "::1/128")) {
      return "may not be in the loopback range (127.0.0.0/8, ::1/128)";
    }
    if (isIn(address, "169.254.0.0/16", "fe80::/10")) {
      return "may not be in the link-local range (169.254.0.0/16, fe80::/10)";
    }
    return isIn(address, "224.0.0.0/24", "ff02::/10")
        ? "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)"
        : "";
  }

  private static boolean isIn(IpAddress address, String v4, String v6) {
    return Cidr.parse(address.isV4() ? v4 : v6).orElseThrow().contains(address);
  }
}
