package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.store.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network of a root's pods at one moment.
 *
 * @param bridge its name
 * @param v4 where the pods' addresses come from
 * @param v6 the same, where the host has IPv6
 * @param services where the Services' addresses come from; none before the first one
 * @param hostPorts where each port of the host leads, by a name such as {@code tcp-8080-any}
 */
public record NetworkView(
    String bridge,
    Subnet v4,
    Optional<Subnet> v6,
    List<Subnet> services,
    Map<String, IpEndpoint> hostPorts) {

  /** The network as the files say it now; empty while there is none. */
  public static Optional<NetworkView> read(Root root) throws IOException {
    Optional<NetworkState> state = NetworkState.read(root);
    if (state.isEmpty()) {
      return Optional.empty();
    }
    NetworkState network = state.get();
    Map<String, IpEndpoint> ports = new LinkedHashMap<>();
    Map<Long, String> leases = Leases.of(root, network).all();
    for (HostPort port : new HostPorts(root).all()) {
      for (Map.Entry<Long, String> lease : leases.entrySet()) {
        if (lease.getValue().equals(port.uid())) {
          IpAddress pod = network.v4().address(lease.getKey());
          ports.put(port.name(), new IpEndpoint(pod, port.containerPort()));
        }
      }
    }
    return Optional.of(
        new NetworkView(
            network.bridge(), network.v4(), network.v6(), ServiceCidrs.read(root), ports));
  }

  /** The pods' ranges: both, or the one. */
  public List<Subnet> ranges() {
    List<Subnet> ranges = new ArrayList<>(List.of(v4));
    v6.ifPresent(ranges::add);
    return ranges;
  }

  /** The bridge's addresses, at which the agent answers. */
  public List<IpAddress> gateways() {
    List<IpAddress> gateways = new ArrayList<>();
    ranges().forEach(range -> gateways.add(range.gateway()));
    return gateways;
  }
}
