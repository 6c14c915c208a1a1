package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.NetworkPolicy;
import io.beanpod.model.ObjectMeta;
import io.beanpod.network.PodNetwork;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code networking.k8s.io/v1} NetworkPolicy. */
final class NetworkPolicyRules implements KindRules {

  @Override
  public ObjectKind kind() {
    return ObjectKind.NETWORK_POLICY;
  }

  @Override
  public void fill(Map<String, Object> tree) {
    if (tree.get("spec") == null) {
      tree.put("spec", new LinkedHashMap<String, Object>());
    }
    if (tree.get("spec") instanceof Map) {
      NetworkPolicy.fill(Json.object(tree.get("spec")));
    }
  }

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    Optional<Fields> spec = fields.object("spec");
    if (spec.isPresent()) {
      NetworkPolicy.decode(spec.get(), metadata.namespace(), metadata.name());
    }
  }

  @Override
  public void changed(Root root) throws IOException {
    new PodNetwork(root).sync();
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }
}
