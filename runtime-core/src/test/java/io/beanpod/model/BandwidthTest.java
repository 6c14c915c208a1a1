package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BandwidthTest {
  private static Pod pod(String annotations, String spec) {
    String yaml =
        Manifests.yaml(spec, "")
            .replace("{name: web}", "{name: web, annotations: {" + annotations + "}}");
    return Manifests.read(yaml).get(0).pod();
  }

  @ParameterizedTest
  @CsvSource({"1k, 1000", "10M, 10000000", "1P, 1000000000000000", "1Mi, 1048576", "1500, 1500"})
  void isAQuantityOfBitsPerSecond(String text, long bits) {
    Pod pod = pod("kubernetes.io/ingress-bandwidth: \"" + text + "\"", "");
    assertThat(Bandwidth.of(pod.metadata()).ingress()).hasValue(bits);
    assertThat(Bandwidth.of(pod.metadata()).egress()).isEmpty();
    assertThat(Bandwidth.of(pod.metadata()).limited()).isTrue();
  }

  @Test
  void isUnlimitedWithoutAnAnnotation() {
    assertThat(Bandwidth.of(pod("a: b", "").metadata()).limited()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"999", "1001T", "-1M", "fast", "''"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> pod("kubernetes.io/egress-bandwidth: \"" + text + "\"", ""))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("metadata.annotations[kubernetes.io/egress-bandwidth]")
        .hasMessageContaining("a quantity of bits per second from 1k to 1P, such as 10M");
  }

  @Test
  void aPodWithoutItsOwnNetworkCannotBeLimited() {
    assertThatThrownBy(() -> pod("kubernetes.io/egress-bandwidth: 1M", "hostNetwork: true"))
        .hasMessageContaining("metadata.annotations[kubernetes.io/egress-bandwidth]")
        .hasMessageContaining("bandwidth can't be limited on the host's network");
    assertThatThrownBy(
            () -> pod("kubernetes.io/ingress-bandwidth: 1M, beanpod.io/network: none", ""))
        .hasMessageContaining("beanpod.io/network leaves the pod without a network");
  }

  @Test
  void aPodOnTheHostsNetworkIsOnNoOther() {
    assertThatThrownBy(() -> pod("beanpod.io/network: \"cni:x\"", "hostNetwork: true"))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("metadata.annotations[beanpod.io/network]: may not be set when")
        .hasMessageContaining("spec.hostNetwork is true");
  }
}
