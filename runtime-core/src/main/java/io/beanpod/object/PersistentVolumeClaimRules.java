package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.PersistentVolumeClaimSpec;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code v1.PersistentVolumeClaim}. */
final class PersistentVolumeClaimRules implements KindRules {
  private static final String IMMUTABLE =
      "Forbidden: spec is immutable after creation; delete the claim and make it anew";

  @Override
  public ObjectKind kind() {
    return ObjectKind.PERSISTENT_VOLUME_CLAIM;
  }

  @Override
  public void fill(Map<String, Object> tree) {
    if (tree.get("spec") instanceof Map) {
      PersistentVolumeClaimSpec.fill(Json.object(tree.get("spec")));
    }
  }

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    Optional<Fields> spec = fields.object("spec");
    if (spec.isPresent()) {
      PersistentVolumeClaimSpec.decode(spec.get());
    } else if (!fields.has("spec")) {
      fields.problem("spec", "required, but missing");
    }
  }

  @Override
  public void checkUpdate(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems) {
    Map<String, Object> before = Json.copy(Json.object(old.get("spec")));
    Map<String, Object> after = Json.copy(Json.object(now.get("spec")));
    if (after.get("volumeName") == null) { // which binding has written
      before.remove("volumeName");
    }
    if (!before.equals(after)) {
      problems.add(new Problem("spec", IMMUTABLE));
    }
  }

  @Override
  public void admit(Root root, Optional<StoredObject> old, Map<String, Object> tree) {
    if (old.isPresent()) {
      Object volume = Json.at(old.get().tree(), "spec", "volumeName");
      if (volume != null) {
        Json.object(tree.get("spec")).put("volumeName", volume);
      }
    } else {
      tree.put("status", new LinkedHashMap<String, Object>(Map.of("phase", "Pending")));
    }
  }

  @Override
  public void changed(Root root) throws IOException {
    VolumeBinder.run(root);
  }

  /** {@code kubernetes.io/pvc-protection}. */
  @Override
  public boolean isInUse(Root root, StoredObject claim) throws IOException {
    return ClaimUse.isUsed(root, claim);
  }
}
