package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.network.Subnet;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is answered: the pods, and this host, whichever of its addresses it asks from. From outside
 * nobody comes with one of these: the kernel drops such packets as martians (RFC 1812, 5.3.7).
 */
final class Clients {
  /** The host's addresses are read again at most that often, whoever asks. */
  private static final long FRESH_NANOS = 1_000_000_000L;

  private final List<Subnet> pods;
  private Set<IpAddress> host = Set.of();
  private long readNanos = System.nanoTime() - FRESH_NANOS;

  /**
   * @param pods their ranges
   */
  Clients(List<Subnet> pods) {
    this.pods = List.copyOf(pods);
  }

  /** Whether a query from there is to be answered. */
  synchronized boolean contains(IpAddress address) {
    for (Subnet range : pods) {
      if (range.contains(address)) {
        return true;
      }
    }
    if (!host.contains(address) && System.nanoTime() - readNanos >= FRESH_NANOS) {
      read();
    }
    return host.contains(address);
  }

  private void read() {
    readNanos = System.nanoTime();
    try (Netlink netlink = Netlink.open()) {
      Set<IpAddress> addresses = new HashSet<>();
      for (Address own : Address.all(netlink)) {
        addresses.add(own.address());
      }
      host = addresses;
    } catch (IOException e) {
      System.err.println("dns: this host's addresses can't be read: " + e.getMessage());
    }
  }
}
