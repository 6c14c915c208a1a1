package io.beanpod.object;

import io.beanpod.model.ObjectMeta;
import io.beanpod.store.ObjectKind;
import java.util.Map;

/** An object of whatever kind as a manifest describes it: valid, with its defaults. */
public sealed interface Manifest permits PodObject, ObjectManifest {

  ObjectKind kind();

  ObjectMeta metadata();

  Map<String, Object> tree();

  /** {@code configmap/site}, for messages. */
  default String label() {
    return kind().qualified() + "/" + metadata().name();
  }
}
