package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.beanpod.model.PodSecurityContext.SupplementalGroupsPolicy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code securityContext} of pods and containers, with upstream's words for what is wrong. */
class SecurityContextTest {
  private static PodSpec spec(String pod, String container) {
    return Manifests.pod("securityContext: " + pod, "securityContext: " + container).pod().spec();
  }

  @Test
  void everyFieldIsRead() {
    PodSpec spec =
        spec(
            "{appArmorProfile: {type: Unconfined}, runAsUser: 1, runAsGroup: 2, runAsNonRoot: true, supplementalGroups: [3, 4],"
                + " supplementalGroupsPolicy: Strict, sysctls: [{name: net.ipv4.tcp_syncookies, value: '0'},"
                + " {name: net/ipv4/conf/eth0.100/forwarding, value: '1'}]}",
            "{runAsUser: 0, runAsGroup: 2147483647, runAsNonRoot: false, privileged: true,"
                + " capabilities: {add: [A], drop: [B, C]}, readOnlyRootFilesystem: true,"
                + " allowPrivilegeEscalation: true, procMount: Default,"
                + " appArmorProfile: {type: Localhost, localhostProfile: a}}");
    assertThat(spec.securityContext())
        .isEqualTo(
            new PodSecurityContext(
                new RunAs(OptionalLong.of(1), OptionalLong.of(2), Optional.of(true)),
                List.of(3L, 4L),
                SupplementalGroupsPolicy.Strict,
                List.of(
                    new Sysctl("net.ipv4.tcp_syncookies", "0"),
                    new Sysctl("net.ipv4.conf.eth0/100.forwarding", "1")),
                Optional.empty(),
                Optional.empty(),
                Optional.of(AppArmorProfile.Type.Unconfined)));
    assertThat(spec.containers().get(0).securityContext())
        .isEqualTo(
            new SecurityContext(
                new RunAs(OptionalLong.of(0), OptionalLong.of(2147483647), Optional.of(false)),
                new Capabilities(List.of("A"), List.of("B", "C")),
                true,
                true,
                true,
                Optional.empty(),
                Optional.of(AppArmorProfile.Type.Localhost)));
  }

  @Test
  void whatIsNotSaidIsTheUsual() {
    PodSpec spec = spec("{}", "{}");
    assertThat(spec.securityContext()).isEqualTo(PodSecurityContext.NONE);
    SecurityContext context = spec.containers().get(0).securityContext();
    assertThat(context).isEqualTo(SecurityContext.NONE);
    assertThat(context.allowPrivilegeEscalation()).isTrue();
  }

  @Test
  void aContainersFieldsCountEachForItself() {
    RunAs pod = new RunAs(OptionalLong.of(1), OptionalLong.of(2), Optional.of(true));
    RunAs user = new RunAs(OptionalLong.of(5), OptionalLong.empty(), Optional.empty());
    RunAs others = new RunAs(OptionalLong.empty(), OptionalLong.of(6), Optional.of(false));
    assertThat(user.over(pod))
        .isEqualTo(new RunAs(OptionalLong.of(5), OptionalLong.of(2), Optional.of(true)));
    assertThat(others.over(pod))
        .isEqualTo(new RunAs(OptionalLong.of(1), OptionalLong.of(6), Optional.of(false)));
    assertThat(RunAs.NONE.over(pod)).isEqualTo(pod);
  }

  @Test
  void anEscalationOfACapabilityWithoutItsPrefixIsTakenAsUpstreamDoes() {
    SecurityContext context =
        spec("{}", "{allowPrivilegeEscalation: false, capabilities: {add: [SYS_ADMIN]}}")
            .containers()
            .get(0)
            .securityContext();
    assertThat(context.allowPrivilegeEscalation()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{runAsUser: -1} | .runAsUser: must be 0 to 2147483647",
        "{runAsGroup: 2147483648} | .runAsGroup: must be 0 to 2147483647",
        "{runAsUser: root} | .runAsUser: must be a whole number",
        "{runAsNonRoot: 1} | .runAsNonRoot: must be true or false",
        "{procMount: Unmasked} | .procMount: `hostUsers` must be false to use `Unmasked`",
        "{procMount: None} | .procMount: \"None\" is not valid; use one of Default, Unmasked",
        "{capabilities: {ad: [X]}} | .capabilities.ad: unknown field; did you mean add?",
        "{allowPrivilegeEscalation: false, privileged: true} | cannot set"
            + " `allowPrivilegeEscalation` to false and `privileged` to true",
        "{allowPrivilegeEscalation: false, capabilities: {add: [CAP_SYS_ADMIN]}} | cannot set"
            + " `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN",
      })
  void whatIsWrongInAContainer(String context, String message) {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> spec("{}", context))
        .withMessageContaining("spec.containers[0].securityContext")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{supplementalGroups: [1, -1]} | .supplementalGroups[1]: must be 0 to 2147483647",
        "{supplementalGroupsPolicy: None} | \"None\" is not valid; use one of Merge, Strict",
        "{privileged: true} | .privileged: unknown field",
        "{windowsOptions: {}} | .windowsOptions: windows options cannot be set for a linux pod",
        "{appArmorProfile: {}} | .type: required: type is required when appArmorProfile is set",
        "{appArmorProfile: {type: Localhost}} | must be set when AppArmor type is Localhost",
        "{appArmorProfile: {type: Localhost, localhostProfile: ' a'}} | must not be padded",
        "{appArmorProfile: {type: Unconfined, localhostProfile: a}} | can only be set when",
        "{sysctls: [{value: a}]} | .sysctls[0].name: required, but missing or empty",
        "{sysctls: [{name: a.b}]} | .sysctls[0].value: required, but missing",
        "{sysctls: [{name: a.b, value: [1]}]} | .sysctls[0].value: must be a string",
        "{sysctls: [{name: a, value: ''}, {name: a, value: ''}]} | .sysctls[1].name: duplicate",
      })
  void whatIsWrongInAPod(String context, String message) {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> spec(context, "{}"))
        .withMessageContaining("spec.securityContext")
        .withMessageContaining(message);
  }

  /** From upstream's TestIsValidSysctlName. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b.c", "abc.def", "a_b", "a-b", "a/b", "a.b/c", "1.2", "a0.b_c-d"})
  void namesOfSysctls(String name) {
    assertThat(spec("{sysctls: [{name: '" + name + "', value: x}]}", "{}")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*", "ä", "a_", "_", "_a", "_a._b", "-", ".", "a.", ".a", "a..b", "a_.b", "A", "a b",
        "a/../b", "a.-b"
      })
  void namesOfNoSysctls(String name) {
    assertThatExceptionOfType(InvalidManifest.class)
        .isThrownBy(() -> spec("{sysctls: [{name: '" + name + "', value: x}]}", "{}"))
        .withMessageContaining(
            "spec.securityContext.sysctls[0].name: \"" + name + "\" is not valid");
  }

  @Test
  void theFileOfASysctl() {
    assertThat(new Sysctl("net.ipv4.conf.eth0/100.forwarding", "1").file())
        .isEqualTo("net/ipv4/conf/eth0.100/forwarding");
  }
}
