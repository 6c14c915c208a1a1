package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PidsAnnotationTest {
  private static Pod pod(String annotations) {
    String yaml = Manifests.yaml("", "").replace("{name: web}", "{name: web" + annotations + "}");
    return Manifests.read(yaml).get(0).pod();
  }

  private static String annotation(String value) {
    return ", annotations: {beanpod.io/pod-pids-limit: \"" + value + "\"}";
  }

  @Test
  void isALimitOrNone() {
    assertThat(PidsAnnotation.limit(pod("").metadata(), PidsAnnotation.POD)).isEmpty();
    assertThat(PidsAnnotation.limit(pod(annotation("-1")).metadata(), PidsAnnotation.POD))
        .isEmpty();
    assertThat(PidsAnnotation.limit(pod(annotation("1024")).metadata(), PidsAnnotation.POD))
        .hasValue(1024);
    assertThat(PidsAnnotation.limit(pod(annotation("9")).metadata(), PidsAnnotation.CONTAINER))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-2", "4194305", "1Ki", "many"})
  void anythingElseIsRefused(String value) {
    assertThatThrownBy(() -> pod(annotation(value)))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("metadata.annotations[beanpod.io/pod-pids-limit]")
        .hasMessageContaining("a whole number of 1 to 4194304, or -1 for none");
    assertThatThrownBy(() -> pod(annotation(value).replace("pod-pids", "container-pids")))
        .hasMessageContaining("metadata.annotations[beanpod.io/container-pids-limit]");
  }
}
