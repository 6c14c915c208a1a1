package io.beanpod.object;

import io.beanpod.linux.Flock;
import io.beanpod.model.EphemeralVolumeSource;
import io.beanpod.model.Json;
import io.beanpod.model.Pod;
import io.beanpod.model.Volume;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.PodStore;
import io.beanpod.store.PrivateDirectory;
import io.beanpod.store.Root;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of {@code ephemeral} volumes: made with their pod, which owns them, and gone after it.
 */
public final class EphemeralClaims {
  private EphemeralClaims() {}

  /** Makes those of a pod that is about to be made. */
  public static void make(Root root, Pod pod, String uid) throws IOException {
    List<Volume> own = new ArrayList<>();
    for (Volume volume : pod.spec().volumes()) {
      if (volume.source() instanceof EphemeralVolumeSource) {
        own.add(volume);
      }
    }
    if (own.isEmpty()) {
      return;
    }
    PrivateDirectory.make(root.allPodData());
    Files.createDirectories(root.podData(uid)); // what tells from now on that there is such a pod
    VolumeBinder.run(root); // one of its name may have left some
    for (Volume volume : own) {
      make(root, pod, uid, volume.name(), (EphemeralVolumeSource) volume.source());
    }
    VolumeBinder.run(root);
  }

  private static void make(
      Root root, Pod pod, String uid, String volume, EphemeralVolumeSource source)
      throws IOException {
    String name = EphemeralVolumeSource.claimName(pod.metadata().name(), volume);
    String namespace = pod.metadata().namespace();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("namespace", namespace);
    if (!source.labels().isEmpty()) {
      metadata.put("labels", new LinkedHashMap<String, Object>(source.labels()));
    }
    if (!source.annotations().isEmpty()) {
      metadata.put("annotations", new LinkedHashMap<String, Object>(source.annotations()));
    }
    metadata.put("ownerReferences", new ArrayList<Object>(List.of(owner(pod, uid))));
    Map<String, Object> tree = new LinkedHashMap<>();
    ObjectKind kind = ObjectKind.PERSISTENT_VOLUME_CLAIM;
    tree.put("apiVersion", kind.apiVersion());
    tree.put("kind", kind.kind());
    tree.put("metadata", metadata);
    tree.put("spec", Json.copy(source.spec()));
    tree.put("status", new LinkedHashMap<String, Object>(Map.of("phase", "Pending")));
    SystemMetadata.begin(tree, false);
    ObjectStore store = new ObjectStore(root);
    Files.createDirectories(root.run());
    try (Flock alone = Flock.exclusive(root.changeLock())) {
      Optional<StoredObject> old = store.find(kind, namespace, name);
      if (old.isEmpty()) {
        store.write(new StoredObject(kind, tree));
      } else if (isOfOneThatWaits(root, old.get(), pod)) {
        Map<String, Object> adopted = Json.copy(old.get().tree());
        Json.object(adopted.get("metadata"))
            .put("ownerReferences", metadata.get("ownerReferences"));
        store.write(new StoredObject(kind, adopted));
      }
    }
  }

  private static Map<String, Object> owner(Pod pod, String uid) {
    Map<String, Object> owner = new LinkedHashMap<>();
    owner.put("apiVersion", "v1");
    owner.put("blockOwnerDeletion", true);
    owner.put("controller", true);
    owner.put("kind", Pod.KIND);
    owner.put("name", pod.metadata().name());
    owner.put("uid", uid);
    return owner;
  }

  /**
   * Whether it belongs to a pod of before a reboot that this one is to be, by another uid. The
   * names tell, since a try that failed has left the claim to a uid that never was: until there is
   * such a pod the old one waits, and keeps the claim ({@link ClaimUse}).
   */
  private static boolean isOfOneThatWaits(Root root, StoredObject claim, Pod pod)
      throws IOException {
    if (!owner(claim, "name").equals(pod.metadata().name())) {
      return false;
    }
    for (StoredManifest waiting : new PodStore(root).waiting(claim.namespace())) {
      if (waiting.name().equals(pod.metadata().name())) {
        return true;
      }
    }
    return false;
  }

  /** A field of its owner; empty where it has none. */
  private static String owner(StoredObject claim, String field) {
    for (Object item : Json.list(Json.at(claim.tree(), "metadata", "ownerReferences"))) {
      return Json.string(Json.object(item).get(field));
    }
    return "";
  }

  /** Whether it belonged to a pod that is not there. */
  static boolean isOrphan(Root root, StoredObject claim) {
    String uid = owner(claim, "uid");
    return !uid.isEmpty() && !Files.exists(root.pod(uid)) && !Files.exists(root.podData(uid));
  }
}
