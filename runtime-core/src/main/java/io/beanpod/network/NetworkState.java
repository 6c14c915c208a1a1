package io.beanpod.network;

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
 * What was made of the host for the pods of one root, in {@code run/beanpod/network/network.json}.
 * The name of the first two fields is that of a Kubernetes Node's.
 *
 * @param bridge the bridge's name
 * @param v4 where the pods' addresses come from
 * @param v6 the same, where the host has IPv6
 * @param sysctls those of the host that were changed, with the value that each had before
 */
record NetworkState(String bridge, Subnet v4, Optional<Subnet> v6, Map<String, String> sysctls) {
  private static Path file(Root root) {
    return root.network().resolve("network.json");
  }

  /** Empty while there is no network. */
  static Optional<NetworkState> read(Root root) throws IOException {
    Path file = file(root);
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    Map<String, Object> tree = JsonText.object(file, text);
    Optional<Subnet> v4 = Optional.empty();
    Optional<Subnet> v6 = Optional.empty();
    for (Object cidr : Json.list(tree.get("podCIDRs"))) {
      Optional<Subnet> subnet = Subnet.parse(Json.string(cidr));
      if (subnet.isPresent() && subnet.get().network().isV4()) {
        v4 = subnet;
      } else {
        v6 = subnet;
      }
    }
    Map<String, String> sysctls = new LinkedHashMap<>();
    for (Map.Entry<String, Object> sysctl : Json.object(tree.get("sysctls")).entrySet()) {
      sysctls.put(sysctl.getKey(), Json.string(sysctl.getValue()));
    }
    String bridge = Json.string(tree.get("bridge"));
    if (v4.isEmpty() || bridge.isEmpty()) {
      throw new CorruptState(file, "\"podCIDRs\" or \"bridge\" is missing");
    }
    return Optional.of(new NetworkState(bridge, v4.get(), v6, sysctls));
  }

  void write(Root root) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("bridge", bridge);
    List<Object> cidrs = new ArrayList<>(List.of(v4.toString()));
    v6.ifPresent(subnet -> cidrs.add(subnet.toString()));
    tree.put("podCIDRs", cidrs);
    tree.put("sysctls", new LinkedHashMap<String, Object>(sysctls));
    Files.createDirectories(root.network());
    AtomicFile.write(file(root), JsonWriter.compact(tree) + "\n", 0644);
  }

  static void remove(Root root) throws IOException {
    Files.deleteIfExists(file(root));
  }
}
