package io.beanpod.network;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.PodManifest;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.JsonText;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pods that are just being made, and are not stored yet: policies hold for them before anything of
 * them runs, whoever makes the rules anew meanwhile. So each is kept beside its address, a file
 * each, until it is stored. Callers hold the network's lock.
 */
final class Joining {
  private final Path directory;

  Joining(Root root) {
    directory = root.network().resolve("joining");
  }

  /** Keeps a pod as it will be stored; mode 0600, for environments may hold secrets. */
  void add(String uid, PodManifest manifest, PodAddresses addresses) throws IOException {
    Map<String, Object> tree = Json.copy(manifest.tree());
    Json.object(tree.get("metadata")).put("uid", uid);
    List<Object> ips = new ArrayList<>();
    for (String ip : addresses.texts()) {
      ips.add(Map.of("ip", ip));
    }
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("phase", "Pending");
    status.put("podIPs", ips);
    tree.put("status", status);
    Files.createDirectories(directory);
    AtomicFile.write(file(uid), JsonWriter.compact(tree) + "\n", 0600);
  }

  /** Adds those of the pods with an address that are not stored yet to the ones that are. */
  void addTo(List<StoredPod> stored, List<PodLink> links) throws IOException {
    for (PodLink link : links) {
      Path file = file(link.uid());
      if (Files.exists(file)) {
        if (isStored(link.uid(), stored)) {
          Files.delete(file);
        } else {
          Map<String, Object> tree = JsonText.object(file, Files.readAllBytes(file));
          stored.add(new StoredPod(tree, Path.of(link.uid()), true));
        }
      }
    }
  }

  /** A pod is gone, or is not to be. */
  void remove(String uid) throws IOException {
    Files.deleteIfExists(file(uid));
  }

  private static boolean isStored(String uid, List<StoredPod> pods) {
    for (StoredPod pod : pods) {
      if (pod.uid().equals(uid)) {
        return true;
      }
    }
    return false;
  }

  private Path file(String uid) {
    return directory.resolve(uid + ".json");
  }
}
