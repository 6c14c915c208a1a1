package io.beanpod.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a PersistentVolume is: {@code ValidatePersistentVolumeSpec}.
 *
 * @param capacity above 0
 * @param accessModes at least one
 * @param deleted {@code persistentVolumeReclaimPolicy: Delete}: it goes with its claim
 * @param storageClassName empty: none
 * @param path of {@code hostPath} or {@code local}
 */
public record PersistentVolumeSpec(
    Quantity capacity,
    List<AccessMode> accessModes,
    boolean deleted,
    String storageClassName,
    String path) {
  private static final Quantity ZERO = Quantity.parse("0");

  private enum ReclaimPolicy {
    Delete,
    Recycle,
    Retain
  }

  public PersistentVolumeSpec {
    accessModes = List.copyOf(accessModes);
  }

  /** Writes the defaults into a spec of the caller's own. */
  public static void fill(Map<String, Object> spec) {
    Defaults.setIfEmpty(spec, "persistentVolumeReclaimPolicy", ReclaimPolicy.Retain.name());
    Defaults.setIfEmpty(spec, VolumeMode.FIELD, VolumeMode.FILESYSTEM);
    if (spec.get("capacity") instanceof Map) {
      Quantities.canonical(Json.object(spec.get("capacity")));
    }
    if (spec.get(HostPathVolumeSource.FIELD) instanceof Map) {
      Defaults.set(Json.object(spec.get(HostPathVolumeSource.FIELD)), "type", "");
    }
  }

  /** Reads one strictly. */
  public static PersistentVolumeSpec decode(Fields spec) {
    Quantity capacity = spec.quantities("capacity").getOrDefault("storage", ZERO);
    if (!spec.has("capacity")) {
      spec.problem("capacity", "required, but missing");
    } else if (capacity.signum() <= 0) {
      spec.problem("capacity", "must have storage, and that greater than zero");
    }
    List<AccessMode> modes = AccessMode.decode(spec);
    ReclaimPolicy policy =
        spec.choice("persistentVolumeReclaimPolicy", ReclaimPolicy.Retain, ReclaimPolicy.values());
    if (policy == ReclaimPolicy.Recycle) {
      spec.problem(
          "persistentVolumeReclaimPolicy", "Recycle is deprecated and not built; use Retain");
    }
    String storageClass = spec.string("storageClassName").orElse("");
    if (!storageClass.isEmpty()) {
      spec.check("storageClassName", storageClass, Names.subdomain(storageClass));
    }
    VolumeMode.check(spec);
    claimRef(spec);
    String path = path(spec);
    if (spec.has("nodeAffinity")) {
      spec.problem("nodeAffinity", "there is no other host to keep it from; leave it out");
    }
    spec.refuseUnlessEmpty("mountOptions", "volumeAttributesClassName");
    spec.end();
    return new PersistentVolumeSpec(
        capacity, modes, policy == ReclaimPolicy.Delete, storageClass, path);
  }

  private static void claimRef(Fields spec) {
    Optional<Fields> ref = spec.object("claimRef");
    if (ref.isPresent()) {
      ref.get().requiredString("name");
      ref.get().requiredString("namespace");
      for (String field : new String[] {"apiVersion", "kind", "uid", "resourceVersion"}) {
        ref.get().string(field);
      }
      ref.get().end();
    }
  }

  private static String path(Fields spec) {
    Optional<Fields> local = spec.object("local");
    Optional<Fields> host = spec.object(HostPathVolumeSource.FIELD);
    String path = "";
    if (local.isPresent()) {
      path = local.get().requiredString("path").orElse("");
      MountPaths.checkBacksteps(local.get(), "path", path);
      local.get().refuseUnlessEmpty("fsType");
      local.get().end();
    }
    if (host.isPresent()) {
      path = HostPathVolumeSource.decode(host.get()).path();
    }
    if (local.isPresent() == host.isPresent()) {
      spec.problem(
          "",
          local.isPresent()
              ? "Forbidden: may not specify more than 1 volume type"
              : "required: a volume type, hostPath or local");
    }
    return path;
  }
}
