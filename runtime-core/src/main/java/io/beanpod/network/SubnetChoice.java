package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the addresses of pods and Services come from: never a range that the host already has a
 * route to.
 */
final class SubnetChoice {
  private static final int FIRST = 88; // 10.88.0.0/16 is what podman's network has by default
  private static final int LAST = 127;
  private static final int FIRST_OF_SERVICES = 96; // kubeadm's 10.96.0.0/12
  private static final int LAST_OF_SERVICES = 111;
  private static final int V4_PREFIX = 16;

  private final List<Subnet> taken = new ArrayList<>();

  /**
   * @param routes the host's; the default routes, which lead everywhere, do not count
   * @param addresses the host's
   */
  SubnetChoice(List<Route> routes, List<Address> addresses) {
    for (Route route : routes) {
      if (route.prefix() > 1) { // two halves are a default route too, of a VPN
        taken.add(new Subnet(route.network(), route.prefix()));
      }
    }
    for (Address address : addresses) {
      taken.add(new Subnet(address.address(), address.address().bits()));
    }
  }

  /** What a range overlaps that the host has; empty if it is free. */
  Optional<Subnet> overlap(Subnet wanted) {
    for (Subnet other : taken) {
      if (wanted.overlaps(other)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  /** Takes a range that the host has no route to, but somebody will have. */
  void take(Subnet range) {
    taken.add(range);
  }

  /** For pods: the first free one of 10.88.0.0/16 to 10.127.0.0/16 but those for Services. */
  Optional<Subnet> v4() {
    return first(FIRST, FIRST_OF_SERVICES - 1).or(() -> first(LAST_OF_SERVICES + 1, LAST));
  }

  /** For Services: the first free one of 10.96.0.0/16 to 10.111.0.0/16. */
  Optional<Subnet> services() {
    return first(FIRST_OF_SERVICES, LAST_OF_SERVICES);
  }

  private Optional<Subnet> first(int from, int to) {
    for (int second = from; second <= to; second++) {
      Subnet subnet =
          new Subnet(IpAddress.of((byte) 10, (byte) second, (byte) 0, (byte) 0), V4_PREFIX);
      if (overlap(subnet).isEmpty()) {
        return Optional.of(subnet);
      }
    }
    return Optional.empty();
  }

  /**
   * A unique local range that belongs to the IPv4 one: fd, the word bean, 0 and the IPv4 network.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4193">RFC 4193</a>
   */
  static Subnet v6(Subnet v4) {
    byte[] bytes = new byte[16];
    bytes[0] = (byte) 0xfd;
    bytes[1] = (byte) 0xbe;
    bytes[2] = (byte) 0xa4;
    System.arraycopy(v4.network().bytes(), 0, bytes, 4, 4);
    return new Subnet(IpAddress.of(bytes), 64);
  }
}
