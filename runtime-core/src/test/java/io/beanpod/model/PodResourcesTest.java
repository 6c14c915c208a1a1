package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of the kind that component-helpers/resource/helpers_test.go has. */
class PodResourcesTest {
  private static final String INIT = "{name: %s, image: x, %sresources: {limits: {cpu: %s}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| 3", // main containers alone
        "i 2| 3", // an init container that needs less
        "i 5| 5", // and one that needs more
        "i 5, i 4| 5", // one after the other
        "s 1| 4", // a sidecar goes on beside the main ones
        "s 1, i 5| 6", // it is there when the init container runs
        "i 5, s 1| 5", // and here it is not yet
        "s 1, i 2, s 4| 8",
      })
  void initContainersCountByTheLargestAndSidecarsWithAll(String init, String cpu) {
    PodSpec spec = spec(init == null ? "" : init, "");
    assertThat(PodResources.requests(spec).get("cpu")).hasToString(cpu);
    assertThat(PodResources.limit(spec, "cpu").orElseThrow()).hasToString(cpu);
    assertThat(PodResources.limit(spec, "memory")).isEmpty();
  }

  @Test
  void oneContainerWithoutALimitLeavesThePodWithoutOne() {
    String second = "  - {name: second, image: x, resources: {requests: {cpu: 250m}}}\n";
    String yaml = Manifests.yaml("", "resources: {limits: {cpu: 500m}}") + second;
    PodSpec spec = Manifests.read(yaml).get(0).pod().spec();
    assertThat(PodResources.limit(spec, "cpu")).isEmpty();
    assertThat(PodResources.requests(spec).get("cpu")).hasToString("750m");
  }

  @Test
  void whatThePodSaysComesFirst() {
    PodSpec spec = spec("", "resources: {limits: {cpu: 4, memory: 1Gi}, requests: {cpu: 3.5}}");
    assertThat(PodResources.limit(spec, "cpu").orElseThrow()).hasToString("4");
    assertThat(PodResources.requests(spec).get("cpu")).hasToString("3500m");
    assertThat(PodResources.limit(spec, spec.containers().get(0), "cpu").orElseThrow())
        .hasToString("3");
    assertThat(PodResources.limit(spec, spec.containers().get(0), "memory").orElseThrow())
        .hasToString("1Gi");
  }

  @Test
  void itsRequestsAreItsContainersElseItsLimits() {
    Map<String, Object> tree =
        Manifests.pod(
                "resources: {limits: {cpu: 2, memory: 1024Mi}}",
                "resources: {requests: {cpu: 0.25}}")
            .tree();
    assertThat(Json.at(tree, "spec", "resources"))
        .hasToString("{limits={cpu=2, memory=1Gi}, requests={cpu=250m, memory=1Gi}}");
    Map<String, Object> none = Manifests.pod("resources: {requests: {cpu: 1}}", "").tree();
    assertThat(Json.at(none, "spec", "resources")).hasToString("{requests={cpu=1}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{limits: {cpu: 1, memory: 1Mi}}|Guaranteed",
        "{limits: {cpu: 1}}|Burstable",
        "{requests: {memory: 1Mi}}|Burstable",
        "{limits: {cpu: 1, memory: 1Mi}, requests: {cpu: 500m}}|Burstable",
        "{}|BestEffort",
      })
  void qosClassOfThePodAsAWhole(String resources, QosClass expected) {
    assertThat(QosClass.of(Manifests.pod("resources: " + resources, "").pod())).isEqualTo(expected);
  }

  @Test
  void itMustBeEnoughForItsContainers() {
    assertThatThrownBy(() -> spec("", "resources: {limits: {cpu: 3}, requests: {cpu: 1}}"))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("spec.resources.requests.cpu")
        .hasMessageContaining(
            "1 must be greater than or equal to aggregate container requests of 3");
    assertThatThrownBy(() -> spec("i 5", "resources: {limits: {cpu: 4}, requests: {cpu: 4}}"))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("spec.initContainers[0].resources.limits.cpu")
        .hasMessageContaining("5 must be less than or equal to pod limits of 4");
  }

  @Test
  void hugePagesAddUpAndThePodHasAsMany() {
    String huge = "resources: {limits: {cpu: 1, hugepages-2Mi: %s}}";
    Pod pod = Manifests.pod("resources: {limits: {cpu: 4}}", huge.formatted("4Mi")).pod();
    assertThat(pod.spec().resources().limit("hugepages-2Mi").orElseThrow()).hasToString("4Mi");
    assertThat(pod.spec().resources().request("hugepages-2Mi").orElseThrow()).hasToString("4Mi");
    PodSpec alone = Manifests.pod("", huge.formatted("6Mi")).pod().spec();
    assertThat(PodResources.hugePageLimits(alone).toString()).isEqualTo("{hugepages-2Mi=6Mi}");
    String less = "resources: {limits: {cpu: 4, hugepages-2Mi: 2Mi}}";
    assertThatThrownBy(() -> Manifests.pod(less, huge.formatted("4Mi")))
        .hasMessageContaining("spec.resources.limits.hugepages-2Mi")
        .hasMessageContaining(
            "2Mi must be greater than or equal to aggregate container limits of 4Mi");
  }

  /** The formula is that of one resource, whichever it is. */
  @Test
  void everyResourceIsSummedTheSameWay() {
    String yaml =
        Manifests.yaml(
            "initContainers:\n"
                + "- {name: i, image: x, resources: {requests: {cpu: 1, ephemeral-storage: 9Mi}}}\n"
                + "- {name: s, image: x, restartPolicy: Always, resources: {requests:"
                + " {ephemeral-storage: 4Mi}}}",
            "resources: {requests: {ephemeral-storage: 2Mi}}");
    PodSpec spec = Manifests.read(yaml).get(0).pod().spec();
    assertThat(PodResources.requests(spec).get("ephemeral-storage")).hasToString("9Mi");
  }

  @Test
  void zeroIsNoLimit() {
    PodSpec spec = Manifests.pod("", "resources: {limits: {cpu: 0, memory: 1Mi}}").pod().spec();
    assertThat(PodResources.limit(spec, "cpu")).isEmpty();
    assertThat(PodResources.limit(spec, "memory")).isPresent();
  }

  /**
   * One main container that needs 3 CPUs.
   *
   * @param init words such as {@code i 2} or, of sidecars, {@code s 1}, with commas between them
   */
  private static PodSpec spec(String init, String specLines) {
    StringBuilder items = new StringBuilder();
    for (String item : init.isEmpty() ? new String[0] : init.split(", ", -1)) {
      String always = item.startsWith("s") ? "restartPolicy: Always, " : "";
      String name = "c" + items.length();
      items.append("- ").append(INIT.formatted(name, always, item.substring(2))).append('\n');
    }
    String lines = items.isEmpty() ? specLines : "initContainers:\n" + items + specLines;
    return Manifests.pod(lines, "resources: {limits: {cpu: 3}}").pod().spec();
  }
}
