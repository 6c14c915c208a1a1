package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A container's own {@code restartPolicy} and its rules. Upstream:
 * test/e2e/common/node/container_restart_policy.go.
 */
class RestartRulesTest extends PodTest {
  /** Fails with 42 the first time and with 0 from then on. */
  private static final String ONCE_42 =
      "[ -e /dev/shm/again ] && exit 0; touch /dev/shm/again; exit 42";

  private static Manifest web(String podPolicy) {
    return Manifest.pod("web").backOff("0", "0").spec("restartPolicy", podPolicy);
  }

  private static List<Object> rule(String operator, int... values) {
    List<Object> codes = new ArrayList<>();
    for (int value : values) {
      codes.add(value);
    }
    return List.of(
        Map.of("action", "Restart", "exitCodes", Map.of("operator", operator, "values", codes)));
  }

  @Test
  void aContainersPolicyComesBeforeThePods() {
    apply(
        web("Never")
            .script("one", ONCE_42)
            .with("restartPolicy", "OnFailure")
            .script("two", "exit 0"));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.restarts("one")).isEqualTo(1);
    assertThat(status.last("one")).containsEntry("exitCode", 42L);
  }

  @Test
  void underAlwaysOneMayStillNotBeRestarted() {
    apply(web("Always").script("one", "exit 1").with("restartPolicy", "Never"));
    Status status = awaitPhase("web", "Failed");
    assertThat(status.restarts("one")).isZero();
  }

  @Test
  void aRuleRestartsWhatThePolicyWouldNot() {
    apply(
        web("Never")
            .script("one", ONCE_42)
            .with("restartPolicy", "Never")
            .with("restartPolicyRules", rule("In", 42)));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.restarts("one")).isEqualTo(1);
  }

  @Test
  void anExitStatusWithoutARuleIsThePolicys() {
    apply(
        web("Never")
            .script("one", ONCE_42)
            .with("restartPolicy", "Never")
            .with("restartPolicyRules", rule("NotIn", 0, 42)));
    Status status = awaitPhase("web", "Failed");
    assertThat(status.restarts("one")).isZero();
  }

  @Test
  void anInitContainerMayHaveThemToo() {
    apply(
        web("Never")
            .init("init", ONCE_42)
            .with("restartPolicy", "OnFailure")
            .script("one", "true"));
    Status status = awaitPhase("web", "Succeeded");
    assertThat(status.restarts("init")).isEqualTo(1);
  }
}
