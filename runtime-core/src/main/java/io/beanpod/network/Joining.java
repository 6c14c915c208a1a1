package io.beanpod.network;

import io.beanpod.model.Json;
import io.beanpod.model.PodManifest;
import io.beanpod.store.StoredPod;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod that is just being made, and is not stored yet: policies hold for it before anything of it
 * runs.
 */
record Joining(PodManifest manifest, String uid, PodAddresses addresses) {

  /** Whether it has an address still: else it was given up. */
  boolean isAmong(List<PodLink> links) {
    for (PodLink link : links) {
      if (link.uid().equals(uid)) {
        return true;
      }
    }
    return false;
  }

  boolean isStored(List<StoredPod> pods) {
    for (StoredPod pod : pods) {
      if (pod.uid().equals(uid)) {
        return true;
      }
    }
    return false;
  }

  /** As it will be stored. */
  StoredPod pod() {
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
    return new StoredPod(tree, Path.of(uid), true);
  }
}
