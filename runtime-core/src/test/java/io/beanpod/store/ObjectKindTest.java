package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectKindTest {
  @ParameterizedTest
  @CsvSource({
    "cm,CONFIG_MAP",
    "configmap,CONFIG_MAP",
    "configmaps,CONFIG_MAP",
    "ConfigMap,CONFIG_MAP",
    "secret,SECRET",
    "ns,NAMESPACE",
    "po,POD",
    "netpol,NETWORK_POLICY",
    "networkpolicies.networking.k8s.io,NETWORK_POLICY",
    "networkpolicy.networking.k8s.io,NETWORK_POLICY",
  })
  void hasKubectlsNames(String word, ObjectKind kind) {
    assertThat(ObjectKind.named(word)).contains(kind);
  }

  @Test
  void hasNoOthers() {
    assertThat(ObjectKind.named("deployments")).isEmpty();
    assertThat(ObjectKind.named("")).isEmpty();
    assertThat(ObjectKind.of("apps/v1", "NetworkPolicy")).isEmpty();
    assertThat(ObjectKind.NETWORK_POLICY.qualified()).isEqualTo("networkpolicy.networking.k8s.io");
  }
}
