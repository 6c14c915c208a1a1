package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizePolicyTest {
  private static final String AT = "spec.containers[0].resizePolicy";

  private static ResizePolicy of(String spec, String policy) {
    PodManifest pod = Manifests.pod(spec, "resizePolicy: " + policy);
    return pod.pod().spec().containers().get(0).resizePolicy();
  }

  @Test
  void whatIsNotNamedNeedsNoRestart() {
    assertThat(Manifests.pod("", "").pod().spec().containers().get(0).resizePolicy())
        .isEqualTo(new ResizePolicy(false, false));
    assertThat(of("", "[{resourceName: memory, restartPolicy: RestartContainer}]"))
        .isEqualTo(new ResizePolicy(false, true));
    assertThat(
            of(
                "",
                "[{resourceName: cpu, restartPolicy: RestartContainer},"
                    + " {resourceName: memory, restartPolicy: NotRequired}]"))
        .isEqualTo(new ResizePolicy(true, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "|[{restartPolicy: NotRequired}]|[0].resourceName: required",
        "|[{resourceName: cpu}]|[0].restartPolicy: required",
        "|[{resourceName: disk, restartPolicy: NotRequired}]|[0].resourceName: ",
        "|[{resourceName: cpu, restartPolicy: Always}]|[0].restartPolicy: ",
        "|[{resourceName: cpu, restartPolicy: NotRequired},"
            + " {resourceName: cpu, restartPolicy: NotRequired}]|[1].resourceName: duplicate value",
        "restartPolicy: Never|[{resourceName: cpu, restartPolicy: RestartContainer}]"
            + "|[0].restartPolicy: must be 'NotRequired' when `restartPolicy` is 'Never'",
      })
  void wrongOnesAreRefused(String spec, String policy, String problem) {
    assertThatThrownBy(() -> of(spec == null ? "" : spec, policy))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining(AT + problem);
  }

  @Test
  void plainInitContainersHaveNone() {
    String init =
        "initContainers: [{name: i, image: x, resizePolicy:"
            + " [{resourceName: cpu, restartPolicy: NotRequired}]}]";
    assertThatThrownBy(() -> Manifests.pod(init, ""))
        .hasMessageContaining(
            "spec.initContainers[0].resizePolicy: must not be set for init containers");
    assertThat(
            Manifests.pod(init.replace("image: x", "image: x, restartPolicy: Always"), "")
                .pod()
                .spec()
                .initContainers())
        .hasSize(1);
  }
}
