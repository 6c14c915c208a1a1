package io.beanpod.volume;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.model.AccessMode;
import io.beanpod.model.HostPathVolumeSource;
import io.beanpod.model.Json;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * {@code persistentVolumeClaim}: the directory of the PersistentVolume that a claim is bound to.
 * Binding is the command line's work; here it is waited for.
 */
final class ClaimVolume implements PodVolume {
  private final Root root;
  private final ObjectStore objects;
  private final String namespace;
  private final String podUid;
  private final VolumePlan.Claim plan;
  private Optional<HostPathVolume> bound = Optional.empty();
  private boolean local;
  private Optional<Flock> alone = Optional.empty();

  ClaimVolume(Root root, String namespace, String podUid, VolumePlan.Claim plan) {
    this.root = root;
    objects = new ObjectStore(root);
    this.namespace = namespace;
    this.podUid = podUid;
    this.plan = plan;
  }

  @Override
  public void setUp() throws IOException {
    StoredObject claim = claim();
    String name = text(Json.at(claim.tree(), "spec", "volumeName"));
    if (name.isEmpty() || !text(Json.at(claim.tree(), "status", "phase")).equals("Bound")) {
      throw notProcessed("PVC is not bound");
    }
    Optional<StoredObject> persistent = objects.find(ObjectKind.PERSISTENT_VOLUME, "", name);
    if (persistent.isEmpty()) {
      throw notProcessed("failed to fetch PV \"" + name + "\" from API server: not found");
    }
    HostPathVolume volume = source(persistent.get());
    if (local) {
      volume.open().close(); // it has to be there
    } else {
      volume.setUp();
    }
    bound = Optional.of(volume);
    List<Object> modes = Json.list(Json.at(claim.tree(), "spec", "accessModes"));
    if (alone.isEmpty() && modes.contains(AccessMode.ReadWriteOncePod.name())) {
      // A file of our own: what containers see they may lock themselves.
      Files.createDirectories(root.volumeLock(name).getParent());
      alone =
          Flock.tryExclusive(root.volumeLock(name)); // while this process lives, however it ends
      if (alone.isEmpty()) {
        throw new IOException(
            "volume uses the ReadWriteOncePod access mode and is already in use by another pod");
      }
    }
  }

  private StoredObject claim() throws IOException {
    Optional<StoredObject> found =
        objects.find(ObjectKind.PERSISTENT_VOLUME_CLAIM, namespace, plan.claim());
    if (found.isEmpty()) {
      throw notProcessed(
          "failed to fetch PVC from API server: persistentvolumeclaims \""
              + plan.claim()
              + "\" not found");
    }
    if (Json.at(found.get().tree(), "metadata", "deletionTimestamp") != null) {
      throw notProcessed("PVC is being deleted");
    }
    if (plan.own() && !isOwn(found.get())) {
      throw notProcessed(
          "PVC \"" + plan.claim() + "\" was not created for this pod (pod is not owner)");
    }
    return found.get();
  }

  private boolean isOwn(StoredObject claim) {
    for (Object owner : Json.list(Json.at(claim.tree(), "metadata", "ownerReferences"))) {
      if (podUid.equals(Json.object(owner).get("uid"))) {
        return true;
      }
    }
    return false;
  }

  private HostPathVolume source(StoredObject persistent) {
    String path = text(Json.at(persistent.tree(), "spec", "local", "path"));
    local = !path.isEmpty();
    return local
        ? new HostPathVolume(path, HostPathVolumeSource.Type.Unset)
        : HostPathVolume.of(Json.object(Json.at(persistent.tree(), "spec", "hostPath")));
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  private VolumeNotReady notProcessed(String why) {
    return new VolumeNotReady(
        "Unable to attach or mount volumes: unmounted volumes=["
            + plan.name()
            + "], unattached volumes=[], failed to process volumes=["
            + plan.name()
            + "]: error processing PVC "
            + namespace
            + "/"
            + plan.claim()
            + ": "
            + why);
  }

  @Override
  public Fd open() throws IOException {
    return bound.orElseThrow().open();
  }

  @Override
  public boolean readOnly() {
    return plan.readOnly();
  }

  @Override
  public void tearDown() {
    alone.ifPresent(Flock::close);
    alone = Optional.empty();
  }

  /** A {@code hostPath} belongs to the host, by whatever way a pod gets it. */
  @Override
  public boolean takesFsGroup() {
    return local;
  }
}
