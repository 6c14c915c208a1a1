package io.beanpod.object;

import io.beanpod.store.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds that are kept, other than pods. */
public final class Kinds {
  private Kinds() {}

  /** The rules of a kind; empty where it is a pod, or nothing that is kept. */
  public static Optional<KindRules> rules(ObjectKind kind) {
    return switch (kind) {
      case NAMESPACE -> Optional.of(new NamespaceRules());
      case CONFIG_MAP -> Optional.of(new ConfigMapRules());
      case SECRET -> Optional.of(new SecretRules());
      case SERVICE -> Optional.of(new ServiceRules());
      case NETWORK_POLICY -> Optional.of(new NetworkPolicyRules());
      case PERSISTENT_VOLUME -> Optional.of(new PersistentVolumeRules());
      case PERSISTENT_VOLUME_CLAIM -> Optional.of(new PersistentVolumeClaimRules());
      case POD, ENDPOINT_SLICE -> Optional.empty();
    };
  }

  /** The kinds that {@link #rules} knows. */
  public static List<ObjectKind> built() {
    List<ObjectKind> built = new ArrayList<>();
    for (ObjectKind kind : ObjectKind.values()) {
      if (rules(kind).isPresent()) {
        built.add(kind);
      }
    }
    return built;
  }
}
