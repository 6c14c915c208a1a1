package io.beanpod.network;

import io.beanpod.linux.Flock;
import io.beanpod.linux.Processes;
import io.beanpod.linux.netlink.Address;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.linux.netlink.Route;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the Services' addresses come from, an IPv4 range and, where the host has IPv6, one of that.
 * Kept from the first Service on, since Services outlive the network, as the object that a cluster
 * keeps it in: the {@code networking.k8s.io/v1} ServiceCIDR {@code kubernetes}.
 */
public final class ServiceCidrs {
  /** Set: the range of the Services' addresses, as {@code 10.97.0.0/16}. */
  private static final String SERVICE_CIDR = "BEANPOD_SERVICE_CIDR";

  private static final int LARGEST = 12;
  private static final int SMALLEST = 28;
  private static final int V6_PREFIX = 112;

  private ServiceCidrs() {}

  /** Those that are kept; none before the first Service. */
  public static List<Subnet> read(Root root) throws IOException {
    Path file = file(root);
    Map<String, Object> tree;
    try {
      tree = JsonText.object(file, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<Subnet> cidrs = new ArrayList<>();
    for (Object cidr : Json.list(Json.at(tree, "spec", "cidrs"))) {
      cidrs.add(
          Subnet.parse(Json.string(cidr))
              .orElseThrow(() -> new CorruptState(file, "\"spec.cidrs\" has " + cidr)));
    }
    return cidrs;
  }

  /**
   * Those that are kept or, before the first Service, would be: the first of 10.96.0.0/16 to
   * 10.111.0.0/16 that the host has no route to and no other root's Services have, or what {@code
   * BEANPOD_SERVICE_CIDR} says.
   *
   * @throws IOException if there is none to choose
   */
  public static List<Subnet> choose(Root root) throws IOException {
    List<Subnet> kept = read(root);
    Optional<Subnet> wanted = wanted();
    if (!kept.isEmpty()) {
      if (wanted.isPresent() && !wanted.get().equals(kept.get(0))) {
        throw new IOException(
            SERVICE_CIDR
                + "="
                + wanted.get()
                + ": Services have addresses of "
                + kept.get(0)
                + " already (it is kept in "
                + file(root)
                + ")");
      }
      return kept;
    }
    try (Netlink host = Netlink.open()) {
      SubnetChoice choice = new SubnetChoice(Route.all(host), Address.all(host));
      new ServiceClaims().ofOthers(root).forEach(choice::take);
      if (wanted.isPresent() && choice.overlap(wanted.get()).isPresent()) {
        throw new IOException(
            SERVICE_CIDR
                + "="
                + wanted.get()
                + " overlaps "
                + choice.overlap(wanted.get()).get()
                + ", which this host has a route to, or another root's Services have");
      }
      Optional<Subnet> v4 = wanted.isPresent() ? wanted : choice.services();
      if (v4.isEmpty()) {
        throw new IOException(
            "Services: this host has routes to all of 10.96.0.0/16 to 10.111.0.0/16 (choose a range"
                + " by "
                + SERVICE_CIDR
                + ")");
      }
      List<Subnet> chosen = new ArrayList<>(List.of(v4.get()));
      Subnet v6 = new Subnet(SubnetChoice.v6(v4.get()).network(), V6_PREFIX);
      if (HostBridge.hasIpv6() && choice.overlap(v6).isEmpty()) {
        chosen.add(v6);
      }
      return chosen;
    }
  }

  /** Keeps what {@link #choose} says, of which no other root gets anything. */
  public static void keep(Root root) throws IOException {
    if (Files.exists(file(root))) {
      return;
    }
    if (!Processes
        .isRoot()) { // without pods, whose network only root can make, nobody is in its way
      write(root, choose(root));
      return;
    }
    try (Flock lock = Flock.exclusive(PodNetwork.LOCK)) {
      List<Subnet> chosen = choose(root);
      write(root, chosen);
      new ServiceClaims().add(root, chosen);
    }
  }

  private static void write(Root root, List<Subnet> chosen) throws IOException {
    List<Object> cidrs = new ArrayList<>();
    for (Subnet cidr : chosen) {
      cidrs.add(cidr.toString());
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "networking.k8s.io/v1");
    tree.put("kind", "ServiceCIDR");
    tree.put("metadata", Map.of("name", "kubernetes"));
    tree.put("spec", Map.of("cidrs", cidrs));
    Files.createDirectories(file(root).getParent());
    AtomicFile.write(file(root), JsonWriter.compact(tree) + "\n", 0600);
  }

  private static Path file(Root root) {
    return root.objects().resolve("servicecidrs/_/kubernetes.json");
  }

  private static Optional<Subnet> wanted() throws IOException {
    String chosen = System.getenv(SERVICE_CIDR);
    if (chosen == null || chosen.isEmpty()) {
      return Optional.empty();
    }
    Optional<Subnet> subnet = Subnet.parse(chosen);
    if (subnet.isEmpty()
        || !subnet.get().network().isV4()
        || subnet.get().prefix() < LARGEST
        || subnet.get().prefix() > SMALLEST) {
      throw new IOException(
          SERVICE_CIDR
              + "="
              + chosen
              + ": must be an IPv4 network of a prefix from /"
              + LARGEST
              + " to /"
              + SMALLEST
              + ", such as 10.97.0.0/16");
    }
    return subnet;
  }
}
