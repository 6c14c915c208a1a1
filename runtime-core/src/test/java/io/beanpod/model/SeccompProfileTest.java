package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code securityContext.seccompProfile}, with upstream's words for what is wrong. */
class SeccompProfileTest {
  @Test
  void aPodAndAContainerMayHaveOne() {
    PodSpec spec =
        Manifests.pod(
                "securityContext: {seccompProfile: {type: Unconfined}}",
                "securityContext: {seccompProfile: {type: Localhost, localhostProfile: a/b.json}}")
            .pod()
            .spec();
    assertThat(spec.securityContext().seccompProfile())
        .contains(new SeccompProfile(SeccompProfile.Type.Unconfined, Optional.empty()));
    assertThat(spec.containers().get(0).securityContext().seccompProfile())
        .contains(new SeccompProfile(SeccompProfile.Type.Localhost, Optional.of("a/b.json")));
    PodSpec none = Manifests.pod("", "").pod().spec();
    assertThat(none.securityContext().seccompProfile()).isEmpty();
    assertThat(none.containers().get(0).securityContext().seccompProfile()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | seccompProfile.type: required: type is required when seccompProfile is set",
        "{localhostProfile: a} | seccompProfile.type: required: type is required when seccompProfile is set",
        "{type: Docker} | \"Docker\" is not valid; use one of Localhost, RuntimeDefault, Unconfined",
        "{type: Localhost} | localhostProfile: must be set when seccomp type is Localhost",
        "{type: Localhost, localhostProfile: ''} | must be set when seccomp type is Localhost",
        "{type: Localhost, localhostProfile: /a} | localhostProfile: must be a relative path",
        "{type: Localhost, localhostProfile: a/../b} | localhostProfile: must not contain '..'",
        "{type: Localhost, localhostProfile: ..} | localhostProfile: must not contain '..'",
        "{type: Unconfined, localhostProfile: a} | can only be set when seccomp type is Localhost",
        "{type: Unconfined, name: a} | seccompProfile.name: unknown field"
      },
      quoteCharacter = '`')
  void whatIsWrongIsTold(String profile, String message) {
    String context = "securityContext: {seccompProfile: " + profile + "}";
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> Manifests.pod(context, ""))
        .withMessageContaining("spec.securityContext.seccompProfile")
        .withMessageContaining(message);
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> Manifests.pod("", context))
        .withMessageContaining("spec.containers[0].securityContext.seccompProfile")
        .withMessageContaining(message);
  }
}
