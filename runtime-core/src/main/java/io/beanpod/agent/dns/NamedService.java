package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import java.util.List;

/**
 * A Service, as far as its names go.
 *
 * @param clusterIps none: it is headless, or has an external name
 * @param externalName what it is another name of; empty for none
 * @param ports of the Service
 * @param endpoints those that are ready, or are to be published all the same
 */
public record NamedService(
    String namespace,
    String name,
    List<IpAddress> clusterIps,
    String externalName,
    List<Port> ports,
    List<Endpoint> endpoints) {

  /**
   * One port.
   *
   * @param name empty: it has none
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   */
  public record Port(String name, String protocol, int number) {}

  /**
   * A pod behind the Service.
   *
   * @param hostname empty: the pod has none of its own in the Service's domain
   * @param ports with the numbers that they have in the pod
   */
  public record Endpoint(String hostname, List<IpAddress> addresses, List<Port> ports) {
    /**
     * Its name in the domain of a headless Service: as CoreDNS, the address where none is given.
     */
    String label() {
      return hostname.isEmpty() ? dashed(addresses.get(0)) : hostname;
    }
  }

  boolean headless() {
    return clusterIps.isEmpty() && externalName.isEmpty();
  }

  /** {@code 10-88-0-2}, {@code fd00--2}. */
  static String dashed(IpAddress address) {
    return address.toString().replace(address.isV4() ? '.' : ':', '-');
  }
}
