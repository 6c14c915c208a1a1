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
import java.util.Objects;
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

  /**
   * What binding wrote: the claim, and of a claim that the manifest only names, which one it is. A
   * later claim of that name is another, and what is in the volume is not its.
   */
  @Override
  public void inherit(Map<String, Object> old, Map<String, Object> now) {
    Map<String, Object> before = Json.object(Json.at(old, "spec", "claimRef"));
    Map<String, Object> after = Json.object(Json.at(now, "spec", "claimRef"));
    boolean same =
        Objects.equals(before.get("name"), after.get("name"))
            && Objects.equals(before.get("namespace"), after.get("namespace"));
    if (!before.isEmpty() && (same || after.isEmpty())) {
      Map<String, Object> merged = Json.copy(before);
      merged.putAll(after);
      Json.object(now.get("spec")).put("claimRef", merged);
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

  @Override
  public void admit(Root root, Optional<StoredObject> old, Map<String, Object> tree) {
    if (old.isEmpty()) {
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
