package io.beanpod.model;

import io.beanpod.linux.IpAddress;

/** {@code Service.spec.ipFamilies[]}. The constants are spelt as in the API. */
public enum IpFamily {
  IPv4,
  IPv6;

  /** That of an address. */
  public static IpFamily of(IpAddress address) {
    return address.isV4() ? IPv4 : IPv6;
  }
}
