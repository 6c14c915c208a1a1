package io.beanpod.model;

import io.beanpod.linux.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code Service.spec}.
 *
 * @param selector labels that all of its pods have; with none it has no pods at all
 * @param clusterIPs its addresses, one of each family; none before they are allocated, and of one
 *     that is {@link #headless} or an ExternalName
 * @param headless whether its name leads to its pods themselves: {@code clusterIP: None}
 * @param ipFamilies of {@code clusterIPs}, in their order; none before they are chosen
 * @param ipFamilyPolicy empty of an ExternalName only
 * @param externalIPs addresses that lead to it too, if their packets come here
 * @param loadBalancerSourceRanges who may come by the load balancer's address; none for everybody
 * @param affinitySeconds how long a client stays with its pod after its last connection: {@code
 *     sessionAffinity: ClientIP}
 * @param publishNotReadyAddresses whether a pod need not be ready to be one of its own
 * @param allocateLoadBalancerNodePorts whether a LoadBalancer's ports get node ports too
 * @param externalName what the name of an ExternalName stands for; else empty
 */
public record ServiceSpec(
    ServiceType type,
    Map<String, String> selector,
    List<ServicePort> ports,
    List<IpAddress> clusterIPs,
    boolean headless,
    List<IpFamily> ipFamilies,
    Optional<IpFamilyPolicy> ipFamilyPolicy,
    List<IpAddress> externalIPs,
    List<Cidr> loadBalancerSourceRanges,
    OptionalInt affinitySeconds,
    boolean publishNotReadyAddresses,
    boolean allocateLoadBalancerNodePorts,
    String externalName) {

  public ServiceSpec {
    selector = Map.copyOf(selector);
    ports = List.copyOf(ports);
    clusterIPs = List.copyOf(clusterIPs);
    ipFamilies = List.copyOf(ipFamilies);
    externalIPs = List.copyOf(externalIPs);
    loadBalancerSourceRanges = List.copyOf(loadBalancerSourceRanges);
  }

  /** Reads one strictly, by the rules of the API server's {@code ValidateService}. */
  public static ServiceSpec decode(Fields spec) {
    return new ServiceSpecDecoder(spec).decode();
  }
}
