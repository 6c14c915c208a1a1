package io.beanpod.volume;

import io.beanpod.linux.Fd;
import io.beanpod.model.Json;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code persistentVolumeClaim}: the directory of the PersistentVolume that a claim is bound to.
 * Binding is the command line's work; here it is waited for.
 */
final class ClaimVolume implements PodVolume {
  private final ObjectStore objects;
  private final String namespace;
  private final String claim;
  private final String volume;
  private final boolean readOnly;
  private Optional<Path> directory = Optional.empty();

  ClaimVolume(Root root, String namespace, String claim, String volume, boolean readOnly) {
    objects = new ObjectStore(root);
    this.namespace = namespace;
    this.claim = claim;
    this.volume = volume;
    this.readOnly = readOnly;
  }

  @Override
  public void setUp() throws IOException {
    Optional<StoredObject> found =
        objects.find(ObjectKind.PERSISTENT_VOLUME_CLAIM, namespace, claim);
    if (found.isEmpty()) {
      throw notProcessed(
          "failed to fetch PVC from API server: persistentvolumeclaims \""
              + claim
              + "\" not found");
    }
    if (Json.at(found.get().tree(), "metadata", "deletionTimestamp") != null) {
      throw notProcessed("PVC is being deleted");
    }
    String bound = text(Json.at(found.get().tree(), "spec", "volumeName"));
    String phase = text(Json.at(found.get().tree(), "status", "phase"));
    if (bound.isEmpty() || !phase.equals("Bound")) {
      throw notProcessed("PVC is not bound");
    }
    Optional<StoredObject> persistent = objects.find(ObjectKind.PERSISTENT_VOLUME, "", bound);
    if (persistent.isEmpty()) {
      throw notProcessed("failed to fetch PV \"" + bound + "\" from API server: not found");
    }
    directory = Optional.of(directory(persistent.get()));
    open().close(); // it has to be there
  }

  /** {@code hostPath} or {@code local}: either has a path. */
  private static Path directory(StoredObject persistent) throws IOException {
    for (String source : new String[] {"hostPath", "local"}) {
      String path = text(Json.at(persistent.tree(), "spec", source, "path"));
      if (!path.isEmpty()) {
        return Path.of(path);
      }
    }
    throw new IOException(
        "PersistentVolume \"" + persistent.name() + "\" has neither hostPath nor local");
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  private VolumeNotReady notProcessed(String why) {
    return new VolumeNotReady(
        "Unable to attach or mount volumes: unmounted volumes=["
            + volume
            + "], unattached volumes=[], failed to process volumes=["
            + volume
            + "]: error processing PVC "
            + namespace
            + "/"
            + claim
            + ": "
            + why);
  }

  @Override
  public Fd open() throws IOException {
    return Fd.open(directory.orElseThrow().toString(), Fd.O_PATH, 0);
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public boolean takesFsGroup() {
    return true;
  }
}
