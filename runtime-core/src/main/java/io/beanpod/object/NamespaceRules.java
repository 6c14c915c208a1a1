package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.Names;
import io.beanpod.model.ObjectMeta;
import io.beanpod.network.PodNetwork;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code v1.Namespace}. */
final class NamespaceRules implements KindRules {
  /** By which policies find a namespace; the API server sets it. */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  /** A namespace that is there without having been made. */
  static StoredObject implicit(String name) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", ObjectKind.NAMESPACE.apiVersion());
    tree.put("kind", ObjectKind.NAMESPACE.kind());
    tree.put("metadata", metadata);
    complete(tree);
    return new StoredObject(ObjectKind.NAMESPACE, tree);
  }

  @Override
  public ObjectKind kind() {
    return ObjectKind.NAMESPACE;
  }

  @Override
  public String allowedName(String name) {
    return Names.label(name);
  }

  @Override
  public void fill(Map<String, Object> tree) {}

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    Optional<Fields> spec = fields.object("spec");
    if (spec.isPresent()) {
      for (String finalizer : spec.get().strings("finalizers")) {
        if (!finalizer.equals("kubernetes")) {
          spec.get().problem("finalizers", "there is none but kubernetes, not " + finalizer);
        }
      }
      spec.get().end();
    }
  }

  @Override
  public void admit(Root root, Optional<StoredObject> old, Map<String, Object> tree) {
    complete(tree);
  }

  /** NetworkPolicies select by the labels of namespaces. */
  @Override
  public void changed(Root root) throws IOException {
    new PodNetwork(root).sync();
  }

  private static void complete(Map<String, Object> tree) {
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    Map<String, Object> labels = new LinkedHashMap<>(Json.object(metadata.get("labels")));
    labels.put(NAME_LABEL, metadata.get("name"));
    metadata.put("labels", labels);
    tree.put("spec", mapOf("finalizers", new ArrayList<Object>(List.of("kubernetes"))));
    tree.put("status", mapOf("phase", "Active"));
  }

  private static Map<String, Object> mapOf(String field, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(field, value);
    return map;
  }
}
