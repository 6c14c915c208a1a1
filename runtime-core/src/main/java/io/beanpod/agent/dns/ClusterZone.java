package io.beanpod.agent.dns;

import io.beanpod.linux.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * The names of pods and Services below {@code cluster.local}, and of their addresses, as
 * Kubernetes' DNS specification and CoreDNS' {@code kubernetes} plugin (with {@code pods verified})
 * have them. Pods have names of their own as well: {@code POD.NAMESPACE.pod}.
 *
 * @see <a href="https://coredns.io/plugins/kubernetes/">CoreDNS: kubernetes</a>
 */
final class ClusterZone {
  /** Seconds: CoreDNS' default. */
  static final int TTL = 5;

  private static final Name ZONE = Name.fromConstantString("cluster.local.");
  private static final Name POD_ZONE = Name.fromConstantString("pod.");
  private static final String SPECIFICATION = "1.1.0";

  private final ClusterNames names;

  ClusterZone(ClusterNames names) {
    this.names = names;
  }

  /**
   * Answers one question of class IN.
   *
   * @param type of {@link Type}
   */
  Answer answer(Name name, int type) throws TextParseException {
    List<String> labels = labels(name);
    int n = labels.size();
    if (endsWith(labels, "cluster", "local")) {
      return below(name, labels.subList(0, n - 2), type);
    }
    if (n > 2 && labels.get(n - 1).equals("pod")) { // for those without a search list
      return pod(name, labels, type, POD_ZONE);
    }
    if (endsWith(labels, "in-addr", "arpa") || endsWith(labels, "ip6", "arpa")) {
      return reverse(name, labels, type);
    }
    return new Answer.NotOurs();
  }

  /** The record that tells how long a negative answer counts: RFC 2308. */
  static Record soa(Name zone) {
    Name server = Name.fromConstantString("ns.dns.cluster.local.");
    Name admin = Name.fromConstantString("hostmaster.cluster.local.");
    return new SOARecord(zone, DClass.IN, TTL, server, admin, 1, 7200, 1800, 86400, TTL);
  }

  private Answer below(Name name, List<String> labels, int type) throws TextParseException {
    int n = labels.size();
    if (n == 0) {
      Name server = Name.fromConstantString("ns.dns.cluster.local.");
      List<Record> apex = List.of(soa(ZONE), new NSRecord(ZONE, DClass.IN, TTL, server));
      return found(apex.stream().filter(record -> record.getType() == type).toList());
    }
    String last = labels.get(n - 1);
    if (last.equals("dns-version") && n == 1) {
      return found(
          type == Type.TXT
              ? List.of(new TXTRecord(name, DClass.IN, TTL, SPECIFICATION))
              : List.of());
    }
    if (!last.equals("svc") && !last.equals("pod")) {
      return missing();
    }
    if (n == 1 || n == 2 && names.hasNamespace(labels.get(0))) {
      return found(List.of()); // it has no records, but names below it
    }
    if (n == 2) {
      return missing();
    }
    return last.equals("pod") ? pod(name, labels, type, ZONE) : service(name, labels, type);
  }

  private Answer pod(Name name, List<String> labels, int type, Name zone) {
    int n = labels.size();
    String namespace = labels.get(n - 2);
    Optional<NamedPod> pod = names.pod(namespace, String.join(".", labels.subList(0, n - 2)));
    if (pod.isPresent()) {
      return found(zone, Records.addresses(name, pod.get().addresses(), type));
    }
    Optional<IpAddress> address = n == 3 ? undashed(labels.get(0)) : Optional.empty();
    if (address.isPresent() && names.podAt(namespace, address.get()).isPresent()) {
      return found(zone, Records.addresses(name, List.of(address.get()), type));
    }
    return new Answer.NoSuchName(zone);
  }

  private Answer service(Name name, List<String> labels, int type) throws TextParseException {
    int n = labels.size();
    Optional<NamedService> service = names.service(labels.get(n - 2), labels.get(n - 3));
    if (service.isEmpty()) {
      return missing();
    }
    NamedService found = service.get();
    if (found.headless() && found.endpoints().isEmpty()) {
      return missing(); // 2.4.1 of the specification
    }
    if (n == 3) {
      return service(name, found, type);
    }
    if (n == 5 && labels.get(0).startsWith("_") && labels.get(1).startsWith("_")) {
      return ports(name, found, labels.get(0).substring(1), labels.get(1).substring(1), type);
    }
    List<IpAddress> addresses = new ArrayList<>();
    for (NamedService.Endpoint endpoint : found.endpoints()) {
      if (n == 4 && endpoint.label().toLowerCase(Locale.ROOT).equals(labels.get(0))) {
        addresses.addAll(endpoint.addresses());
      }
    }
    return addresses.isEmpty() ? missing() : found(Records.addresses(name, addresses, type));
  }

  private Answer service(Name name, NamedService service, int type) throws TextParseException {
    if (!service.externalName().isEmpty()) {
      Name target = Name.fromString(service.externalName(), Name.root);
      return new Answer.Alias(new CNAMERecord(name, DClass.IN, TTL, target), target);
    }
    if (type == Type.SRV) {
      return ports(name, service, "", "", type);
    }
    List<IpAddress> addresses = new ArrayList<>(service.clusterIps());
    if (service.headless()) {
      service.endpoints().forEach(endpoint -> addresses.addAll(endpoint.addresses()));
    }
    return found(Records.addresses(name, addresses, type));
  }

  /** SRV records of the ports with that name and protocol; empty ones: of all. */
  private Answer ports(Name name, NamedService service, String port, String protocol, int type)
      throws TextParseException {
    Name domain =
        Name.fromString(service.name() + "." + service.namespace() + ".svc.cluster.local.");
    List<Record> records = new ArrayList<>();
    List<Record> additional = new ArrayList<>();
    if (service.headless()) {
      for (NamedService.Endpoint endpoint : service.endpoints()) {
        Name target = Name.fromString(endpoint.label(), domain);
        if (srv(name, endpoint.ports(), port, protocol, target, records)) {
          additional.addAll(Records.addresses(target, endpoint.addresses(), Type.ANY));
        }
      }
    } else if (srv(name, service.ports(), port, protocol, domain, records)) {
      additional.addAll(Records.addresses(domain, service.clusterIps(), Type.ANY));
    }
    if (records.isEmpty()) {
      return port.isEmpty() ? found(List.of()) : missing();
    }
    return type == Type.SRV ? new Answer.Found(ZONE, records, additional) : found(List.of());
  }

  private static boolean srv(
      Name name,
      List<NamedService.Port> ports,
      String wanted,
      String protocol,
      Name target,
      List<Record> records) {
    boolean any = false;
    for (NamedService.Port port : ports) {
      boolean all = wanted.isEmpty();
      if (all || port.name().equals(wanted) && port.protocol().equals(protocol)) {
        records.add(new SRVRecord(name, DClass.IN, TTL, 0, 100, port.number(), target));
        any = true;
      }
    }
    return any;
  }

  private Answer reverse(Name name, List<String> labels, int type) throws TextParseException {
    Optional<IpAddress> address = ReverseNames.address(labels);
    if (address.isEmpty()) {
      return new Answer.NotOurs();
    }
    Optional<String> known = names.nameOf(address.get());
    if (known.isPresent()) {
      Name target = Name.fromString(known.get(), ZONE);
      boolean asked = type == Type.PTR || type == Type.ANY;
      return found(
          asked ? List.of(new PTRRecord(name, DClass.IN, TTL, target)) : List.<Record>of());
    }
    if (names.rangeOf(address.get()).isPresent()) {
      return new Answer.NoSuchName(ReverseNames.zone(names.rangeOf(address.get()).get()));
    }
    return new Answer.NotOurs();
  }

  private static Answer found(List<Record> records) {
    return found(ZONE, records);
  }

  private static Answer found(Name zone, List<Record> records) {
    return new Answer.Found(zone, records, List.of());
  }

  private static Answer missing() {
    return new Answer.NoSuchName(ZONE);
  }

  private static Optional<IpAddress> undashed(String label) {
    Optional<IpAddress> v4 = IpAddress.parse(label.replace('-', '.'));
    return v4.isPresent() ? v4 : IpAddress.parse(label.replace('-', ':'));
  }

  /** In lower case, without the root's. */
  private static List<String> labels(Name name) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < name.labels() - 1; i++) {
      labels.add(name.getLabelString(i).toLowerCase(Locale.ROOT));
    }
    return labels;
  }

  private static boolean endsWith(List<String> labels, String first, String last) {
    int n = labels.size();
    return n >= 2 && labels.get(n - 2).equals(first) && labels.get(n - 1).equals(last);
  }
}
