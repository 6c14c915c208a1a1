package io.beanpod.object;

import io.beanpod.model.ObjectMeta;
import io.beanpod.model.PodManifest;
import io.beanpod.store.ObjectKind;
import java.util.Map;

/** A pod among other objects. */
public record PodObject(PodManifest pod) implements Manifest {

  @Override
  public ObjectKind kind() {
    return ObjectKind.POD;
  }

  @Override
  public ObjectMeta metadata() {
    return pod.pod().metadata();
  }

  @Override
  public Map<String, Object> tree() {
    return pod.tree();
  }
}
