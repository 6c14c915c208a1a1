package io.beanpod.linux.netlink;

import io.beanpod.linux.IpAddress;

/** Address families as messages say them. */
final class Family {
  static final int INET = 2;
  static final int INET6 = 10;

  private Family() {}

  static int of(IpAddress address) {
    return address.isV4() ? INET : INET6;
  }

  /** Whether addresses of this family have so many bytes. */
  static boolean isLength(int family, int bytes) {
    return family == INET && bytes == 4 || family == INET6 && bytes == 16;
  }
}
