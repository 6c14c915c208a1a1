package io.beanpod.object;

import io.beanpod.model.EphemeralVolumeSource;
import io.beanpod.model.Json;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which pods use a claim. */
public final class ClaimUse {
  private ClaimUse() {}

  /** Names of the pods that mount a claim, and have not come to their end. */
  public static List<String> pods(Root root, Stored claim) throws IOException {
    List<String> pods = new ArrayList<>();
    for (StoredPod pod : new PodStore(root).list(claim.namespace())) {
      boolean over = pod.phase().equals("Succeeded") || pod.phase().equals("Failed");
      if (!over && mounts(pod, claim.name())) {
        pods.add(pod.name());
      }
    }
    return pods;
  }

  static boolean isUsed(Root root, Stored claim) throws IOException {
    return !pods(root, claim).isEmpty();
  }

  private static boolean mounts(StoredPod pod, String claim) {
    for (Object item : Json.list(Json.at(pod.tree(), "spec", "volumes"))) {
      Map<String, Object> volume = Json.object(item);
      boolean named = claim.equals(Json.at(volume, "persistentVolumeClaim", "claimName"));
      boolean own =
          volume.get("ephemeral") != null
              && claim.equals(
                  EphemeralVolumeSource.claimName(pod.name(), Json.string(volume.get("name"))));
      if (named || own) {
        return true;
      }
    }
    return false;
  }
}
