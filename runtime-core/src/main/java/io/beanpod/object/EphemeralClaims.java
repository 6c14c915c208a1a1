package io.beanpod.object;

import io.beanpod.linux.Flock;
import io.beanpod.model.EphemeralVolumeSource;
import io.beanpod.model.Json;
import io.beanpod.model.Pod;
import io.beanpod.model.Volume;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
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
      } else if (endedWithTheMachine(root, old.get())) {
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

  /** Whether its pod is one that is about to be brought back after a reboot, by another uid. */
  private static boolean endedWithTheMachine(Root root, StoredObject claim) {
    String uid = ownerUid(claim);
    return !uid.isEmpty() && !Files.exists(root.pod(uid)) && Files.exists(root.manifest(uid));
  }

  private static String ownerUid(StoredObject claim) {
    for (Object item : Json.list(Json.at(claim.tree(), "metadata", "ownerReferences"))) {
      return Json.string(Json.object(item).get("uid"));
    }
    return "";
  }

  /** Whether it belonged to a pod of which nothing is left. */
  static boolean isOrphan(Root root, StoredObject claim) {
    String uid = ownerUid(claim);
    return !uid.isEmpty() && !Files.exists(root.pod(uid)) && !Files.exists(root.podData(uid));
  }
}
