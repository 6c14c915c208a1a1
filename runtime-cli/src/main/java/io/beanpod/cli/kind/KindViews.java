package io.beanpod.cli.kind;

import io.beanpod.store.ObjectKind;

/** The views of the kinds. */
public final class KindViews {
  private KindViews() {}

  /**
   * That of a kind.
   *
   * @throws IllegalArgumentException for a kind that is not built; of those there are no objects
   */
  public static KindView of(ObjectKind kind) {
    return switch (kind) {
      case NAMESPACE -> new NamespaceView();
      case CONFIG_MAP -> new ConfigMapView();
      case SECRET -> new SecretView();
      case SERVICE -> new ServiceView();
      case ENDPOINT_SLICE -> new EndpointSliceView();
      case NETWORK_POLICY -> new NetworkPolicyView();
      case PERSISTENT_VOLUME -> new PersistentVolumeView();
      case PERSISTENT_VOLUME_CLAIM -> new PersistentVolumeClaimView();
      case POD -> throw new IllegalArgumentException(kind.plural());
    };
  }
}
