package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Jackson's databind costs about 100 ms of start-up: it is not even on the class path. */
class StreamingOnlyTest {
  @Test
  void readsManifestsWithoutDatabindOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("com.fasterxml.jackson.databind.ObjectMapper"))
        .isInstanceOf(ClassNotFoundException.class);
    byte[] text = Manifests.yaml("", "").getBytes(StandardCharsets.UTF_8);
    assertThat(PodManifest.readAll("web.yaml", text, new Node("n", "amd64"))).hasSize(1);
  }
}
