package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeRulesTest {
  private static final String BOTH =
      "resources: {requests: {cpu: 100m, memory: 1Gi}, limits: {cpu: 200m, memory: 2Gi}}";
  private static final String AT = "spec.containers[0].resources";

  private static PodManifest pod(String containerLines) {
    return Manifests.pod("", containerLines);
  }

  private static List<Problem> check(String old, String now) {
    return ResizeRules.check(pod(old).pod(), pod(now).pod());
  }

  @Test
  void cpuAndMemoryChangeAndTheSameAmountIsNoChange() {
    String more = BOTH.replace("200m", "2").replace("1Gi", "64Mi");
    assertThat(check(BOTH, more)).isEmpty();
    Map<String, Object> old = pod(BOTH).tree();
    Map<String, Object> now = pod(more).tree();
    assertThat(ImmutableFields.check(old, now)).isEmpty();
    assertThat(ImmutableFields.same(old, now)).isFalse();
    assertThat(resources(ImmutableFields.merge(old, now)))
        .isEqualTo(
            Map.of(
                "limits", Map.of("cpu", "2", "memory", "2Gi"),
                "requests", Map.of("cpu", "100m", "memory", "64Mi")));

    Map<String, Object> spelledOut = pod(BOTH.replace("1Gi", "1073741824")).tree();
    assertThat(ImmutableFields.same(old, spelledOut)).isTrue();
    assertThat(resources(ImmutableFields.merge(old, spelledOut))).isEqualTo(resources(old));
  }

  private static Object resources(Map<String, Object> pod) {
    Object container = Json.list(Json.at(pod, "spec", "containers")).get(0);
    return Json.object(container).get("resources");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{requests: {cpu: 100m, memory: 1Gi}, limits: {cpu: 200m}}"
            + "|.limits|resource limits cannot be removed",
        "{requests: {cpu: 100m}, limits: {cpu: 200m}}"
            + "|.requests|resource requests cannot be removed",
        "{requests: {cpu: 100m, memory: 1Gi, ephemeral-storage: 1Gi},"
            + " limits: {cpu: 200m, memory: 2Gi}}"
            + "|.requests.ephemeral-storage|only cpu and memory resources are mutable",
      })
  void whatIsSetStaysSetAndNothingElseIsAdded(String resources, String field, String message) {
    assertThat(check(BOTH, "resources: " + resources)).contains(new Problem(AT + field, message));
  }

  @Test
  void limitsMayBeAddedWithinTheQosClass() {
    assertThat(
            check(
                "resources: {requests: {cpu: 100m}}",
                "resources: {requests: {cpu: 100m}, limits: {cpu: 200m}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|{requests: {cpu: 1}}|BestEffort, and would be Burstable",
        "{requests: {cpu: 1, memory: 1}, limits: {cpu: 2, memory: 1}}"
            + "|{limits: {cpu: 2, memory: 1}}|Burstable, and would be Guaranteed",
        "{limits: {cpu: 2, memory: 2}}"
            + "|{requests: {cpu: 1, memory: 2}, limits: {cpu: 2, memory: 2}}"
            + "|Guaranteed, and would be Burstable",
      })
  void theQosClassStays(String old, String now, String change) {
    assertThat(check("resources: " + old, "resources: " + now))
        .containsExactly(
            new Problem(
                "spec", "Pod QOS Class may not change as a result of resizing: it is " + change));
  }

  @Test
  void sidecarsAreResizedAndPlainInitContainersAreNot() {
    String init = "initContainers: [{name: i, image: x, resources: {requests: {cpu: 1}}%s}]";
    assertThat(check(init, "", "1", "2"))
        .containsExactly(
            new Problem(
                "spec.initContainers[0].resources.requests",
                "resources for non-sidecar init containers are immutable"));
    assertThat(check(init, ", restartPolicy: Always", "1", "2")).isEmpty();
  }

  private static List<Problem> check(String spec, String more, String old, String now) {
    String lines = spec.formatted(more);
    return ResizeRules.check(
        Manifests.pod(lines, "").pod(),
        Manifests.pod(lines.replace("cpu: " + old, "cpu: " + now), "").pod());
  }

  @Test
  void aPodWithResourcesOfItsOwnIsNotResized() {
    String spec = "resources: {limits: {cpu: 4, memory: 4Gi}}";
    assertThat(
            ResizeRules.check(
                Manifests.pod(spec, BOTH).pod(),
                Manifests.pod(spec, BOTH.replace("200m", "300m")).pod()))
        .containsExactly(
            new Problem("spec.resources", "pods with pod-level resources cannot be resized"));
    assertThat(ResizeRules.check(Manifests.pod(spec, BOTH).pod(), Manifests.pod(spec, BOTH).pod()))
        .isEmpty();
  }

  @Test
  void theResizePolicyItselfStays() {
    String policy = BOTH + "\nresizePolicy: [{resourceName: cpu, restartPolicy: %s}]";
    assertThat(
            ImmutableFields.check(
                pod(policy.formatted("NotRequired")).tree(),
                pod(policy.formatted("RestartContainer")).tree()))
        .extracting(Problem::path)
        .containsExactly("spec.containers[0].resizePolicy[0].restartPolicy");
  }

  @Test
  void whoAsksForAResizeOnlyChangesNothingElse() {
    Map<String, Object> old = pod(BOTH).tree();
    Map<String, Object> now =
        Manifests.pod("hostPID: true", BOTH.replace("200m", "300m") + "\nworkingDir: /x").tree();
    assertThat(ResizeRules.onlyResources(old, now))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("spec.hostPID", "spec.containers[0].workingDir");
  }
}
