package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.PersistentVolumeClaimSpec;
import io.beanpod.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stored PersistentVolumeClaim, to be bound. */
final class ClaimObject {
  private static final String BOUND = "Bound";

  private final StoredObject stored;
  private final PersistentVolumeClaimSpec spec;

  ClaimObject(StoredObject stored) {
    this.stored = stored;
    Map<String, Object> tree = Json.object(stored.tree().get("spec"));
    spec = PersistentVolumeClaimSpec.decode(new Fields(tree, "spec", new ArrayList<>()));
  }

  StoredObject stored() {
    return stored;
  }

  PersistentVolumeClaimSpec spec() {
    return spec;
  }

  String name() {
    return stored.name();
  }

  String uid() {
    return stored.uid();
  }

  String volumeName() {
    return spec.volumeName();
  }

  List<Object> accessModes() {
    return Json.list(Json.at(stored.tree(), "spec", "accessModes"));
  }

  boolean isBound() {
    return BOUND.equals(Json.at(stored.tree(), "status", "phase"));
  }

  boolean isBeingDeleted() {
    return Json.at(stored.tree(), "metadata", "deletionTimestamp") != null;
  }

  /** Whether a volume is made for it: one that is to have labels can't be made. */
  boolean isForProvisioning() {
    return spec.storageClassName().equals(PersistentVolumeClaimSpec.DEFAULT_CLASS)
        && spec.volumeName().isEmpty()
        && spec.selector().isEmpty();
  }

  /** The claim with its volume. */
  StoredObject boundTo(VolumeObject volume) {
    Map<String, Object> tree = Json.copy(stored.tree());
    Json.object(tree.get("spec")).put("volumeName", volume.name());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("accessModes", volume.accessModes());
    status.put("capacity", volume.capacity());
    status.put("phase", BOUND);
    tree.put("status", status);
    return new StoredObject(stored.kind(), tree);
  }

  /** The claim whose volume was removed. */
  StoredObject lost() {
    Map<String, Object> tree = Json.copy(stored.tree());
    tree.put("status", new LinkedHashMap<String, Object>(Map.of("phase", "Lost")));
    return new StoredObject(stored.kind(), tree);
  }
}
