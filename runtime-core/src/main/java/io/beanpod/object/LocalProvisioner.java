package io.beanpod.object;

import io.beanpod.model.Json;
import io.beanpod.model.Timestamp;
import io.beanpod.pod.Trees;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.PrivateDirectory;
import io.beanpod.store.RandomUid;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes volumes for claims of the class {@code local}, and removes those it has made. */
final class LocalProvisioner {
  private final Root root;

  LocalProvisioner(Root root) {
    this.root = root;
  }

  /** A directory for every user of a container, as those of the local-path provisioner. */
  VolumeObject provision(ClaimObject claim) throws IOException {
    String name = "pvc-" + claim.uid();
    Path directory = root.persistentVolumes().resolve(name);
    PrivateDirectory.make(root.persistentVolumes());
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

  /** Whether its directory was made here: only such a one is removed with its volume. */
  boolean made(VolumeObject volume) {
    return directory(volume).toString().equals(volume.spec().path());
  }

  /**
   * Removes the directory of a volume that was {@link #made} here, with all that is in it.
   *
   * @throws IOException where something in it can't be removed, or is mounted
   */
  void delete(VolumeObject volume) throws IOException {
    Trees.delete(directory(volume));
  }

  private Path directory(VolumeObject volume) {
    return root.persistentVolumes().resolve(volume.name());
  }
}
