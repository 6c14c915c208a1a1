package io.beanpod.object;

import io.beanpod.model.EphemeralVolumeSource;
import io.beanpod.model.Json;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which pods use a claim. */
public final class ClaimUse {
  private ClaimUse() {}

  /**
   * Names of the pods that mount a claim, and have not come to their end: those that run, and those
   * that wait for {@code start} after the machine's end.
   */
  public static List<String> pods(Root root, Stored claim) throws IOException {
    PodStore store = new PodStore(root);
    Set<String> pods = new TreeSet<>();
    for (StoredPod pod : store.list(claim.namespace())) {
      boolean over = pod.phase().equals("Succeeded") || pod.phase().equals("Failed");
      if (!over && mounts(pod.tree(), pod.name(), claim.name())) {
        pods.add(pod.name());
      }
    }
    for (StoredManifest pod : store.waiting(claim.namespace())) {
      if (mounts(pod.tree(), pod.name(), claim.name())) {
        pods.add(pod.name());
      }
    }
    return List.copyOf(pods);
  }

  static boolean isUsed(Root root, Stored claim) throws IOException {
    return !pods(root, claim).isEmpty();
  }

  private static boolean mounts(Map<String, Object> pod, String name, String claim) {
    for (Object item : Json.list(Json.at(pod, "spec", "volumes"))) {
      Map<String, Object> volume = Json.object(item);
      boolean named = claim.equals(Json.at(volume, "persistentVolumeClaim", "claimName"));
      boolean own =
          volume.get("ephemeral") != null
              && claim.equals(
                  EphemeralVolumeSource.claimName(name, Json.string(volume.get("name"))));
      if (named || own) {
        return true;
      }
    }
    return false;
  }
}
