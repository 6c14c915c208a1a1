package io.beanpod.network.service;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.IpFamily;
import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.model.ServiceType;
import io.beanpod.network.Subnet;
import io.beanpod.store.StoredObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the API server chooses for a Service: its addresses, its node ports, and, for the host as
 * the load balancer, its status. What no other Service has is free.
 */
public final class ServiceAllocation {
  private static final String SPEC = "spec";
  private static final String CLUSTER_IP = "clusterIP";
  private static final String CLUSTER_IPS = "clusterIPs";
  private static final String FAMILIES = "ipFamilies";
  private static final String POLICY = "ipFamilyPolicy";
  private static final String SINGLE = "SingleStack";
  private static final String NONE = "None";

  private final List<Subnet> ranges;
  private final String hostAddress;
  private final List<StoredObject> others;
  private final RandomGenerator random;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * For one Service.
   *
   * @param ranges of addresses: IPv4, and perhaps IPv6
   * @param hostAddress where a load balancer's ports are; empty if the host has none
   * @param others all other Services
   */
  public ServiceAllocation(
      List<Subnet> ranges, String hostAddress, List<StoredObject> others, RandomGenerator random) {
    this.ranges = ranges;
    this.hostAddress = hostAddress;
    this.others = others;
    this.random = random;
  }

  /**
   * Completes a valid Service.
   *
   * @param old its former version, whose choices stay where the new one asks for no others
   * @return why it can't be had; empty where it can
   */
  public List<Problem> complete(Optional<Map<String, Object>> old, Map<String, Object> tree) {
    Map<String, Object> spec = Json.object(tree.get(SPEC));
    Map<String, Object> before = Json.object(old.map(o -> o.get(SPEC)).orElse(null));
    ServiceType type = ServiceType.valueOf(Json.string(spec.get("type")));
    if (type != ServiceType.ExternalName) {
      keep(before, spec, CLUSTER_IP, CLUSTER_IPS, FAMILIES, POLICY);
      downgrade(before, spec);
      families(spec);
      addresses(spec);
    }
    boolean allocates =
        type == ServiceType.NodePort
            || (type == ServiceType.LoadBalancer
                && !Boolean.FALSE.equals(spec.get("allocateLoadBalancerNodePorts")));
    new NodePorts(others, random).complete(before, spec, allocates, problems);
    tree.put("status", status(spec, type));
    return problems;
  }

  private static void keep(Map<String, Object> before, Map<String, Object> spec, String... fields) {
    for (String field : fields) {
      Object value = before.get(field);
      boolean plain = !(value instanceof List<?> list) || !list.isEmpty();
      if (value != null && plain && spec.get(field) == null) {
        spec.put(field, Json.copy(value));
      }
    }
  }

  /**
   * Back from two families to one, by {@code ipFamilyPolicy} alone: what was given second goes.
   * Upstream: {@code trimFieldsForDualStackDowngrade}.
   */
  public static void downgrade(Map<String, Object> before, Map<String, Object> spec) {
    String former = Json.string(before.get(POLICY));
    boolean dual = former.equals("PreferDualStack") || former.equals("RequireDualStack");
    if (dual && SINGLE.equals(spec.get(POLICY))) {
      for (String field : new String[] {CLUSTER_IPS, FAMILIES}) {
        List<Object> both = Json.list(spec.get(field));
        if (both.size() == 2) {
          spec.put(field, new ArrayList<>(both.subList(0, 1)));
        }
      }
    }
  }

  /** One family, unless more are asked for and there. */
  private void families(Map<String, Object> spec) {
    List<Object> families = new ArrayList<>(Json.list(spec.get(FAMILIES)));
    for (Object ip : Json.list(spec.get(CLUSTER_IPS))) {
      IpAddress.parse(Json.string(ip))
          .map(address -> IpFamily.of(address).name())
          .filter(family -> !families.contains(family))
          .ifPresent(families::add);
    }
    if (spec.get(POLICY) == null) {
      spec.put(POLICY, families.size() > 1 ? "RequireDualStack" : SINGLE);
    }
    String policy = Json.string(spec.get(POLICY));
    boolean dual = !policy.equals(SINGLE);
    for (Subnet range : ranges) {
      String family = IpFamily.of(range.network()).name();
      if (!families.contains(family) && (dual || families.isEmpty())) {
        families.add(family);
      }
    }
    for (int i = 0; i < families.size(); i++) {
      if (range(Json.string(families.get(i))).isEmpty()) {
        problem("ipFamilies[" + i + "]", families.get(i), "not configured on this cluster");
      }
    }
    if (policy.equals("RequireDualStack") && families.size() < 2) {
      problem(POLICY, policy, "this cluster is not configured for dual-stack services");
    }
    spec.put(FAMILIES, families);
  }

  private void addresses(Map<String, Object> spec) {
    if (NONE.equals(spec.get(CLUSTER_IP))) {
      spec.put(CLUSTER_IPS, new ArrayList<Object>(List.of(NONE)));
      return;
    }
    List<Object> ips = new ArrayList<>(Json.list(spec.get(CLUSTER_IPS)));
    Set<String> taken = taken();
    List<Object> families = Json.list(spec.get(FAMILIES));
    for (int i = 0; i < ips.size(); i++) {
      check(i, Json.string(ips.get(i)), taken);
    }
    for (int i = ips.size(); i < families.size() && problems.isEmpty(); i++) {
      Optional<IpAddress> free =
          range(Json.string(families.get(i))).flatMap(range -> free(range, taken));
      if (free.isEmpty()) {
        problems.add(
            new Problem(
                "spec." + CLUSTER_IPS, "Internal error: failed to allocate IP: range is full"));
        return;
      }
      ips.add(free.get().toString());
    }
    while (ips.size() > families.size()) {
      ips.remove(ips.size() - 1); // back to a single family
    }
    if (!ips.isEmpty()) {
      spec.put(CLUSTER_IP, ips.get(0));
      spec.put(CLUSTER_IPS, ips);
    }
  }

  private void check(int index, String ip, Set<String> taken) {
    Optional<IpAddress> address = IpAddress.parse(ip);
    Optional<Subnet> range = address.flatMap(a -> range(IpFamily.of(a).name()));
    if (range.isEmpty()) {
      return; // its family is none of ours, and that is said
    }
    String failed = "failed to allocate IP " + ip + ": ";
    String at = CLUSTER_IPS + "[" + index + "]";
    boolean own = address.get().equals(range.get().network());
    if (!range.get().contains(address.get()) || own) {
      problem(
          at,
          ip,
          failed
              + "the provided IP ("
              + ip
              + ") is not in the valid range. The range of valid IPs is "
              + range.get());
    } else if (taken.contains(address.get().toString())) {
      problem(at, ip, failed + "provided IP is already allocated");
    }
  }

  private Set<String> taken() {
    Set<String> taken = new HashSet<>();
    for (StoredObject other : others) {
      for (Object ip : Json.list(Json.at(other.tree(), SPEC, CLUSTER_IPS))) {
        taken.add(Json.string(ip));
      }
    }
    return taken;
  }

  /** One behind the low addresses, which are for those that users choose; then one of those. */
  private Optional<IpAddress> free(Subnet range, Set<String> taken) {
    long size = range.size() + 1; // without the first and the last one
    long low = Math.min(Math.max(16, size / 16), 256);
    long start = size > low ? low + (long) (random.nextDouble() * (size - low)) : 0;
    for (long i = 0; i < size; i++) {
      long number = (start + i) % size;
      IpAddress address = range.network().plus(1 + number);
      if (!taken.contains(address.toString())) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  private Map<String, Object> status(Map<String, Object> spec, ServiceType type) {
    Map<String, Object> balancer = new LinkedHashMap<>();
    boolean v4 = Json.list(spec.get(FAMILIES)).contains(IpFamily.IPv4.name());
    if (type == ServiceType.LoadBalancer && !hostAddress.isEmpty() && v4) {
      new BalancedPorts(others).check(spec, problems);
      Map<String, Object> ingress = new LinkedHashMap<>();
      ingress.put("ip", hostAddress);
      ingress.put("ipMode", "VIP");
      balancer.put("ingress", new ArrayList<Object>(List.of(ingress)));
    }
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("loadBalancer", balancer);
    return status;
  }

  private Optional<Subnet> range(String family) {
    for (Subnet range : ranges) {
      if (IpFamily.of(range.network()).name().equals(family)) {
        return Optional.of(range);
      }
    }
    return Optional.empty();
  }

  private void problem(String field, Object value, String message) {
    problems.add(new Problem("spec." + field, "Invalid value: \"" + value + "\": " + message));
  }
}
