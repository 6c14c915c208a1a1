package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.PersistentVolumeSpec;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code v1.PersistentVolume}: a directory of this host. */
final class PersistentVolumeRules implements KindRules {
  private static final String[] SOURCES = {"hostPath", "local"};

  @Override
  public ObjectKind kind() {
    return ObjectKind.PERSISTENT_VOLUME;
  }

  @Override
  public void fill(Map<String, Object> tree) {
    if (tree.get("spec") instanceof Map) {
      PersistentVolumeSpec.fill(Json.object(tree.get("spec")));
    }
  }

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    Optional<Fields> spec = fields.object("spec");
    if (spec.isPresent()) {
      PersistentVolumeSpec.decode(spec.get());
    } else if (!fields.has("spec")) {
      fields.problem("spec", "required, but missing");
    }
  }

  @Override
  public void checkUpdate(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems) {
    for (String source : SOURCES) {
      if (!Json.object(Json.at(old, "spec", source))
          .equals(Json.object(Json.at(now, "spec", source)))) {
        problems.add(
            new Problem(
                "spec.persistentvolumesource",
                "Forbidden: spec.persistentvolumesource is immutable after creation"));
        return;
      }
    }
  }

  /** What binding wrote stays where the manifest does not say otherwise. */
  @Override
  public void admit(Root root, Optional<StoredObject> old, Map<String, Object> tree) {
    if (old.isPresent()) {
      Object ref = Json.at(old.get().tree(), "spec", "claimRef");
      if (ref != null && Json.at(tree, "spec", "claimRef") == null) {
        Json.object(tree.get("spec")).put("claimRef", Json.copy(ref));
      }
    } else {
      tree.put("status", new LinkedHashMap<String, Object>(Map.of("phase", "Available")));
    }
  }

  @Override
  public void changed(Root root) throws IOException {
    VolumeBinder.run(root);
  }

  /** {@code kubernetes.io/pv-protection}. */
  @Override
  public boolean isInUse(Root root, StoredObject volume) {
    return "Bound".equals(Json.at(volume.tree(), "status", "phase"));
  }
}
