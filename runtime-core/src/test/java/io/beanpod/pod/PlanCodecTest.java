package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.RestartPolicy;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanCodecTest {
  @ParameterizedTest
  @EnumSource(RestartPolicy.class)
  void everyFieldComesThrough(RestartPolicy policy) throws IOException {
    // One switch on at a time: two that were swapped would show.
    for (int on = 0; on < 4; on++) {
      PodPlan plan = TestPlans.pod(policy, on == 0, on == 1, on == 2, on == 3);
      assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    }
  }

  @Test
  void aSpecMayBeLongerThanWriteUtfCould() throws IOException {
    PodPlan p = plan();
    String spec = "{\"x\":\"" + "é".repeat(70_000) + "\"}";
    PodPlan big =
        new PodPlan(
            p.root(),
            p.uid(),
            p.namespace(),
            p.name(),
            p.metadata(),
            spec,
            p.qosClass(),
            p.hostIp(),
            p.podIps(),
            p.ports(),
            p.restartPolicy(),
            p.graceSeconds(),
            p.hostNetwork(),
            p.hostPid(),
            p.hostIpc(),
            p.shareProcessNamespace(),
            p.hostname(),
            p.hosts(),
            p.resolvConf(),
            p.dnsOmissions(),
            p.sysctls(),
            p.backoffBaseMillis(),
            p.backoffMaxMillis(),
            p.activeDeadlineSeconds(),
            p.readinessGates(),
            p.containers(),
            p.logs(),
            p.storage(),
            p.volumes(),
            p.limits(),
            p.memoryRequestBytes(),
            p.generation());
    assertThat(PlanCodec.decode(PlanCodec.encode(big)).spec()).isEqualTo(spec);
  }

  @Test
  void aPlanOfAnotherBuildIsRefused() {
    byte[] bytes = PlanCodec.encode(plan());
    bytes[3]++;
    assertThatThrownBy(() -> PlanCodec.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessage("the plan comes from another version of Beanpod");
  }

  @Test
  void aPlanCutOffAnywhereIsRefused() {
    byte[] bytes = PlanCodec.encode(plan());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> PlanCodec.decode(cut))
          .as(length + " of " + bytes.length)
          .isInstanceOf(IOException.class)
          .hasMessage("the plan is cut off after " + length + " bytes");
    }
  }

  @Test
  void aPlanThatMakesNoSenseIsRefused() {
    byte[] bytes = PlanCodec.encode(plan());
    bytes[2 * Integer.BYTES] = 0; // the first letter of its root
    assertThatThrownBy(() -> PlanCodec.decode(bytes))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the plan makes no sense: ");
  }

  @Test
  void bytesBehindThePlanAreRefused() {
    byte[] bytes = PlanCodec.encode(plan());
    assertThatThrownBy(() -> PlanCodec.decode(Arrays.copyOf(bytes, bytes.length + 3)))
        .isInstanceOf(IOException.class)
        .hasMessage("3 bytes too many behind the plan");
  }

  private static PodPlan plan() {
    return TestPlans.pod(RestartPolicy.Always, false, false, false, false);
  }
}
