package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.pod.TestPlans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerPlanTest {
  private static ContainerPlan plan(EnvironmentPlan environment) {
    ContainerPlan all = TestPlans.container("app");
    return new ContainerPlan(
        all.name(),
        all.image(),
        all.imageId(),
        all.layers(),
        all.argv(),
        all.env(),
        Optional.of(environment),
        all.workingDir(),
        all.credentials(),
        all.seccompFilter(),
        all.privileged(),
        all.readOnlyRoot(),
        all.refusal(),
        all.mounts(),
        all.limits(),
        all.resources(),
        all.oomScoreAdj(),
        all.life());
  }

  private static EnvironmentPlan variables(String value, int literalWords) {
    EnvironmentPlan.Variable name = new EnvironmentPlan.Variable("NAME", value, Optional.empty());
    return new EnvironmentPlan(Map.of(), List.of(), List.of(name), literalWords);
  }

  /** The image's name may mean another image by then, with an entrypoint of more words. */
  @Test
  void anUpdateBringsVariablesAndLeavesTheCommand() {
    EnvironmentPlan updated =
        plan(variables("old", 1)).updatedBy(plan(variables("new", 9))).environment().orElseThrow();
    assertThat(updated).isEqualTo(variables("new", 1));
  }
}
