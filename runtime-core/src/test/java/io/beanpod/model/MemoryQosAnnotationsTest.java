package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryQosAnnotationsTest {
  private static final String QOS = "beanpod.io/memory-qos: ";
  private static final String FACTOR = "beanpod.io/memory-throttling-factor: ";

  private static ObjectMeta metadata(String annotations) {
    String named = "{name: web, annotations: {" + annotations + "}}";
    String yaml = Manifests.yaml("", "").replace("{name: web}", named);
    return Manifests.read(yaml).get(0).pod().metadata();
  }

  @Test
  void isWantedOrNot() {
    assertThat(MemoryQosAnnotations.factor(metadata(""))).isEmpty();
    assertThat(MemoryQosAnnotations.factor(metadata(QOS + "'false'"))).isEmpty();
    assertThat(MemoryQosAnnotations.factor(metadata(QOS + "'true'"))).hasValue(0.9);
    assertThat(MemoryQosAnnotations.factor(metadata(QOS + "'true', " + FACTOR + "'0.75'")))
        .hasValue(0.75);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.0", "1.01", "-1", ".", "1..0", "1e-1", "NaN", "0x1p-1"})
  void aFactorIsAboveZeroAndUpToOne(String value) {
    assertThatThrownBy(() -> metadata(QOS + "'true', " + FACTOR + "'" + value + "'"))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("metadata.annotations[beanpod.io/memory-throttling-factor]")
        .hasMessageContaining("a number above 0 and up to 1, such as 0.9");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> metadata(QOS + "'yes'"))
        .hasMessageContaining("metadata.annotations[beanpod.io/memory-qos]")
        .hasMessageContaining("\"true\" or \"false\"");
    assertThatThrownBy(() -> metadata(FACTOR + "'0.5'"))
        .hasMessageContaining("does nothing without beanpod.io/memory-qos");
  }
}
