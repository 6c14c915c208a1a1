package io.beanpod.config;

import io.beanpod.container.ObjectRef;
import io.beanpod.store.ObjectData;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ConfigMaps and Secrets of a namespace as one start, or one update, sees them: each is read
 * once, so that all that is taken of it is of one version.
 */
public final class ConfigObjects {
  private final ObjectStore store;
  private final String namespace;
  private final Map<String, Optional<ObjectData>> read = new HashMap<>();

  /** Nothing is read yet. */
  public ConfigObjects(Root root, String namespace) {
    store = new ObjectStore(root);
    this.namespace = namespace;
  }

  /**
   * An object; empty where it is not there, and need not be.
   *
   * @throws ConfigException if it is not there otherwise, or can't be read
   */
  Optional<ObjectData> data(ObjectRef ref) throws ConfigException {
    String id = ref.id();
    Optional<ObjectData> data = read.get(id);
    if (data == null) {
      data = load(ref);
      read.put(id, data);
    }
    if (data.isEmpty() && !ref.optional()) {
      throw new ConfigException(id + " not found");
    }
    return data;
  }

  private Optional<ObjectData> load(ObjectRef ref) throws ConfigException {
    try {
      ObjectKind kind = ref.secret() ? ObjectKind.SECRET : ObjectKind.CONFIG_MAP;
      return store.data(kind, namespace, ref.name());
    } catch (IOException e) {
      throw new ConfigException(ref.id() + " can't be read: " + e.getMessage(), e);
    }
  }

  /** {@code ConfigMap NAMESPACE/NAME}, for messages. */
  String place(ObjectRef object) {
    return (object.secret() ? "Secret " : "ConfigMap ") + namespace + "/" + object.name();
  }
}
