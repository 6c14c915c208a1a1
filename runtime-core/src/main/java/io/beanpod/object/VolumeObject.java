package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.PersistentVolumeSpec;
import io.beanpod.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stored PersistentVolume, to be bound. */
final class VolumeObject {
  private final StoredObject stored;
  private final PersistentVolumeSpec spec;

  VolumeObject(StoredObject stored) {
    this.stored = stored;
    Map<String, Object> tree = Json.object(stored.tree().get("spec"));
    spec = PersistentVolumeSpec.decode(new Fields(tree, "spec", new ArrayList<>()));
  }

  StoredObject stored() {
    return stored;
  }

  PersistentVolumeSpec spec() {
    return spec;
  }

  String name() {
    return stored.name();
  }

  String phase() {
    return text("status", "phase");
  }

  List<Object> accessModes() {
    return Json.list(Json.at(stored.tree(), "spec", "accessModes"));
  }

  Map<String, Object> capacity() {
    return Json.object(Json.at(stored.tree(), "spec", "capacity"));
  }

  /** Of the claim that it is bound to; empty while it is not, or only reserved for a name. */
  String claimUid() {
    return text("spec", "claimRef", "uid");
  }

  /** Of that claim, or of the one that it is reserved for; empty: none. */
  String claimName() {
    return text("spec", "claimRef", "name");
  }

  String claimNamespace() {
    return text("spec", "claimRef", "namespace");
  }

  /** What there is to be said of its phase. */
  String message() {
    return text("status", "message");
  }

  boolean isBeingDeleted() {
    return Json.at(stored.tree(), "metadata", "deletionTimestamp") != null;
  }

  private String text(String... path) {
    return Json.at(stored.tree(), path) instanceof String text ? text : "";
  }

  private boolean isReservedFor(ClaimObject claim) {
    return claimName().equals(claim.stored().name())
        && claimNamespace().equals(claim.stored().namespace());
  }

  /** Whether it has lost the claim that is bound to it, and no other has got it since. */
  boolean isWithout(ClaimObject claim) {
    return claimUid().isEmpty() && (claimName().isEmpty() || isReservedFor(claim));
  }

  /** Whether the claim may have it. */
  boolean fits(ClaimObject claim) {
    if (claimUid().equals(claim.uid())) {
      return true; // bound half
    }
    boolean free = claimUid().isEmpty() && !isBeingDeleted();
    boolean reserved = !claimName().isEmpty();
    if (!free || (reserved && !isReservedFor(claim))) {
      return false;
    }
    String wanted = claim.volumeName();
    boolean asked = wanted.isEmpty() ? reserved || isSelected(claim) : wanted.equals(name());
    return asked
        && spec.storageClassName().equals(claim.spec().storageClassName())
        && spec.accessModes().containsAll(claim.spec().accessModes())
        && spec.capacity().compareTo(claim.spec().request()) >= 0;
  }

  private boolean isSelected(ClaimObject claim) {
    return claim.spec().selector().isEmpty()
        || claim.spec().selector().get().matches(stored.labels());
  }

  /** One that is reserved, else the smaller one. */
  boolean isBetterThan(VolumeObject other, ClaimObject claim) {
    if (isReservedFor(claim) != other.isReservedFor(claim)) {
      return isReservedFor(claim);
    }
    return spec.capacity().compareTo(other.spec.capacity()) < 0;
  }

  /** The volume in another phase. */
  StoredObject phased(String phase, String message) {
    Map<String, Object> tree = Json.copy(stored.tree());
    Map<String, Object> status = new LinkedHashMap<>();
    if (!message.isEmpty()) {
      status.put("message", message);
    }
    status.put("phase", phase);
    tree.put("status", status);
    return new StoredObject(stored.kind(), tree);
  }

  /** The volume with its claim. */
  StoredObject boundTo(ClaimObject claim) {
    StoredObject bound = phased("Bound", "");
    Map<String, Object> ref = new LinkedHashMap<>();
    ref.put("apiVersion", claim.stored().kind().apiVersion());
    ref.put("kind", claim.stored().kind().kind());
    ref.put("name", claim.stored().name());
    ref.put("namespace", claim.stored().namespace());
    ref.put("uid", claim.uid());
    Json.object(bound.tree().get("spec")).put("claimRef", ref);
    return bound;
  }
}
