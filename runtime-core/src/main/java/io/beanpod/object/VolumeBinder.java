package io.beanpod.object;

import io.beanpod.linux.Flock;
import io.beanpod.model.Json;
import io.beanpod.model.Timestamp;
import io.beanpod.pod.Trees;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.RandomUid;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings claims and volumes together, as the controllers of PersistentVolumes do: binds claims to
 * volumes that are there, makes volumes for claims of the class {@code local}, and gives back the
 * volumes of claims that are gone. Nothing runs in between: it is done whenever one of them
 * changes, and with every garbage collection.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/storage/persistent-volumes/#lifecycle-of-a-volume-and-claim">lifecycle
 *     of a volume and claim</a>
 */
public final class VolumeBinder {
  private final Root root;
  private final ObjectStore store;
  private final List<VolumeObject> volumes = new ArrayList<>();
  private final List<ClaimObject> claims = new ArrayList<>();

  private VolumeBinder(Root root) {
    this.root = root;
    store = new ObjectStore(root);
  }

  /** Does all that is to be done now. Takes the change lock. */
  public static void run(Root root) throws IOException {
    Files.createDirectories(root.run());
    try (Flock alone = Flock.exclusive(root.changeLock())) {
      new VolumeBinder(root).work();
    }
  }

  private void work() throws IOException {
    for (StoredObject claim : store.list(ObjectKind.PERSISTENT_VOLUME_CLAIM)) {
      if (claimIsGone(claim)) {
        store.remove(claim);
      } else {
        claims.add(new ClaimObject(claim));
      }
    }
    for (StoredObject volume : store.list(ObjectKind.PERSISTENT_VOLUME)) {
      volumes.add(new VolumeObject(volume));
    }
    for (VolumeObject volume : new ArrayList<>(volumes)) {
      reclaim(volume);
    }
    for (ClaimObject claim : claims) {
      if (!claim.isBound() && !claim.isBeingDeleted()) {
        bind(claim);
      } else if (claim.isBound() && named(claim.volumeName()).isEmpty()) {
        write(claim.lost());
      }
    }
  }

  /** Whether it was asked to go, by a user or with the pod that it belongs to, and now may. */
  private boolean claimIsGone(StoredObject claim) throws IOException {
    boolean asked = Json.at(claim.tree(), "metadata", "deletionTimestamp") != null;
    return (asked || EphemeralClaims.isOrphan(root, claim)) && !ClaimUse.isUsed(root, claim);
  }

  private Optional<VolumeObject> named(String name) {
    for (VolumeObject volume : volumes) {
      if (volume.name().equals(name)) {
        return Optional.of(volume);
      }
    }
    return Optional.empty();
  }

  private boolean isThere(String claimUid) {
    for (ClaimObject claim : claims) {
      if (claim.uid().equals(claimUid)) {
        return true;
      }
    }
    return false;
  }

  /** A volume whose claim is gone stays as it is, for somebody to look at, or goes too. */
  private void reclaim(VolumeObject volume) throws IOException {
    boolean released = !volume.claimUid().isEmpty() && !isThere(volume.claimUid());
    if (released && volume.spec().deleted()) {
      delete(volume);
    } else if (released && !volume.phase().equals("Released")) {
      replace(volume, volume.phased("Released", ""));
    }
    if (volume.isBeingDeleted() && (released || volume.claimUid().isEmpty())) {
      remove(volume);
    }
  }

  /** Only a directory that was made for a claim is removed with it. */
  private void delete(VolumeObject volume) throws IOException {
    Path directory = root.persistentVolumes().resolve(volume.name());
    if (!directory.toString().equals(volume.spec().path())) {
      String why =
          volume.spec().path() + " was not made by Beanpod: remove it, and the object, by hand";
      if (!volume.phase().equals("Failed")) {
        replace(volume, volume.phased("Failed", why));
      }
      return;
    }
    Trees.delete(directory);
    remove(volume);
  }

  private void remove(VolumeObject volume) throws IOException {
    store.remove(volume.stored());
    volumes.remove(volume);
  }

  private void replace(VolumeObject volume, StoredObject now) throws IOException {
    write(now);
    volumes.set(volumes.indexOf(volume), new VolumeObject(now));
  }

  private void write(StoredObject object) throws IOException {
    SystemMetadata.count(object, object.tree(), false);
    store.write(object);
  }

  private void bind(ClaimObject claim) throws IOException {
    Optional<VolumeObject> found = Optional.empty();
    for (VolumeObject volume : volumes) {
      if (volume.fits(claim) && (found.isEmpty() || volume.isBetterThan(found.get(), claim))) {
        found = Optional.of(volume);
      }
    }
    if (found.isEmpty() && claim.isForProvisioning()) {
      found = Optional.of(provision(claim));
    }
    if (found.isPresent()) {
      // The volume first: it decides whose it is, should this end in between.
      VolumeObject volume = found.get();
      StoredObject bound = volume.boundTo(claim);
      write(bound);
      if (volumes.contains(volume)) {
        volumes.set(volumes.indexOf(volume), new VolumeObject(bound));
      }
      write(claim.boundTo(volume));
    }
  }

  /** A directory for everybody, as those of the local-path provisioner. */
  private VolumeObject provision(ClaimObject claim) throws IOException {
    String name = "pvc-" + claim.uid();
    Path directory = root.persistentVolumes().resolve(name);
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("annotations", Map.of("pv.kubernetes.io/provisioned-by", "beanpod"));
    metadata.put("creationTimestamp", Timestamp.seconds(Instant.now()));
    metadata.put("uid", RandomUid.next());
    metadata.put("resourceVersion", "1");
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("accessModes", claim.accessModes());
    spec.put("capacity", Map.of("storage", claim.spec().request().toString()));
    spec.put("local", Map.of("path", directory.toString()));
    spec.put("persistentVolumeReclaimPolicy", "Delete");
    spec.put("storageClassName", claim.spec().storageClassName());
    spec.put("volumeMode", "Filesystem");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", ObjectKind.PERSISTENT_VOLUME.apiVersion());
    tree.put("kind", ObjectKind.PERSISTENT_VOLUME.kind());
    tree.put("metadata", metadata);
    tree.put("spec", spec);
    tree.put("status", Map.of("phase", "Available"));
    return new VolumeObject(new StoredObject(ObjectKind.PERSISTENT_VOLUME, Json.copy(tree)));
  }
}
