package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Cidr;
import java.util.Optional;

/**
 * A range of addresses as CIDR notation says it: {@code 10.88.0.0/16}.
 *
 * @param network the first address, its bits behind the prefix 0
 * @param prefix how many bits say the network
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>
 */
public record Subnet(IpAddress network, int prefix) {

  /** The range of a text; empty if it is none, or has bits set behind its prefix. */
  public static Optional<Subnet> parse(String text) {
    return Cidr.parse(text)
        .filter(cidr -> cidr.network().equals(cidr.address()))
        .map(cidr -> new Subnet(cidr.address(), cidr.prefix()));
  }

  /** Whether an address lies in it. */
  public boolean contains(IpAddress address) {
    return address.isV4() == network.isV4() && address.network(prefix).equals(network);
  }

  /** Whether some address lies in both. */
  public boolean overlaps(Subnet other) {
    return prefix <= other.prefix ? contains(other.network) : other.contains(network);
  }

  /** The address that the bridge has: the first one that is a host's. */
  public IpAddress gateway() {
    return network.plus(1);
  }

  /** How many addresses there are for pods, up to 2^31: without network, bridge and broadcast. */
  public long size() {
    int bits = Math.min(31, network.bits() - prefix);
    return Math.max(0, (1L << bits) - 3);
  }

  /**
   * The address of the pod with that number.
   *
   * @param number 0 to {@link #size}-1
   */
  public IpAddress address(long number) {
    return network.plus(number + 2);
  }

  /** {@code 10.88.0.0/16}. */
  @Override
  public String toString() {
    return network + "/" + prefix;
  }
}
