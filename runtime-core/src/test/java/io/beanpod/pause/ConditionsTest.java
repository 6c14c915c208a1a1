package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.PodScenario;
import io.beanpod.lifecycle.TestClock;
import io.beanpod.lifecycle.TestPlan;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.RestartPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private Conditions conditions = new Conditions(List.of());

  @Test
  void ofAPodThatIsReady() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.after(2);
    conditions.observed(3);
    assertThat(JsonWriter.compact(conditions.of(pod.pod(), pod.clock().now())))
        .isEqualTo(
            "["
                + isTrue("PodReadyToStartContainers")
                + ","
                + isTrue("Initialized")
                + ","
                + isTrue("Ready")
                + ","
                + isTrue("ContainersReady")
                + ","
                + isTrue("PodScheduled")
                + "]");
  }

  @Test
  void initializationNamesWhatIsMissing() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s").init("i1").init("i2").main("a").main("b").begin();
    assertThat(told(pod, "Initialized"))
        .isEqualTo("False ContainersNotInitialized containers with incomplete status: [i1 i2]");
    assertThat(told(pod, "Ready"))
        .isEqualTo("False ContainersNotReady containers with unready status: [a b]");
    pod.exit("i1", 0);
    assertThat(told(pod, "Initialized"))
        .isEqualTo("False ContainersNotInitialized containers with incomplete status: [i2]");
    pod.exit("i2", 0);
    assertThat(told(pod, "Initialized")).isEqualTo("True");
    assertThat(told(pod, "Ready")).isEqualTo("True");
  }

  @Test
  void aSidecarThatRestartsMakesUnreadyButNotUninitialized() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).sidecar("s").main("a").begin();
    pod.exit("s", 1).exit("s", 1);
    assertThat(told(pod, "Initialized")).isEqualTo("True");
    assertThat(told(pod, "ContainersReady"))
        .isEqualTo("False ContainersNotReady containers with unready status: [s]");
  }

  @Test
  void aPodThatIsDoneIsInitializedAndNotReady() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).init("i").main("a").begin();
    pod.exit("i", 0).exit("a", 0);
    assertThat(told(pod, "Initialized")).isEqualTo("True PodCompleted");
    assertThat(told(pod, "Ready")).isEqualTo("False PodCompleted");
    assertThat(told(pod, "ContainersReady")).isEqualTo("False PodCompleted");
    assertThat(told(pod, "PodReadyToStartContainers")).isEqualTo("False");
    assertThat(told(pod, "PodScheduled")).isEqualTo("True");
  }

  @Test
  void aPodThatFailedSaysSo() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).main("a").begin().exit("a", 1);
    assertThat(told(pod, "Initialized")).isEqualTo("True");
    assertThat(told(pod, "Ready")).isEqualTo("False PodFailed");
    assertThat(told(pod, "ContainersReady")).isEqualTo("False PodFailed");
  }

  @Test
  void aPodWhoseInitializationFailedNeverWasInitialized() {
    PodScenario pod = new PodScenario(RestartPolicy.Never).init("i").main("a").begin();
    pod.exit("i", 1);
    assertThat(told(pod, "Initialized"))
        .isEqualTo("False ContainersNotInitialized containers with incomplete status: [i]");
    assertThat(told(pod, "Ready")).isEqualTo("False PodFailed");
  }

  /** generateAPIPodStatus knows the verdict before the status manager lets the phase change. */
  @Test
  void aPodThatRanTooLongIsUnreadyWhileItsContainersStop() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a").begin();
    pod.debug("d").exit("d", 0);
    pod.pod().deadline(OptionalLong.of(1));
    pod.after(0.5);
    assertThat(told(pod, "Ready")).isEqualTo("True");
    pod.after(1);
    assertThat(told(pod, "Ready")).isEqualTo("False PodFailed");
  }

  @Test
  void readinessGatesHoldBackReadyAlone() {
    conditions = new Conditions(List.of("example.com/a", "example.com/b"));
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("app").begin();
    assertThat(told(pod, "Ready"))
        .isEqualTo(
            "False ReadinessGatesNotReady corresponding condition of pod readiness gate"
                + " \"example.com/a\" does not exist., corresponding condition of pod readiness"
                + " gate \"example.com/b\" does not exist.");
    assertThat(told(pod, "ContainersReady")).isEqualTo("True");
    conditions.set("example.com/a", "True", "", "", TestClock.START);
    conditions.set("example.com/b", "False", "Closed", "for lunch", TestClock.START);
    assertThat(told(pod, "Ready"))
        .isEqualTo(
            "False ReadinessGatesNotReady the status of pod readiness gate \"example.com/b\" is"
                + " not \"True\", but False");
    assertThat(told(pod, "example.com/b")).isEqualTo("False Closed for lunch");
    conditions.set("example.com/b", "True", "", "", TestClock.START);
    assertThat(told(pod, "Ready")).isEqualTo("True");
  }

  @Test
  void anUnreadyContainerGoesBeforeAClosedGate() {
    conditions = new Conditions(List.of("example.com/a"));
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("app").begin();
    pod.exit("app", 1).exit("app", 1);
    assertThat(told(pod, "Ready"))
        .isEqualTo("False ContainersNotReady containers with unready status: [app]");
  }

  @Test
  void aTransitionIsAChangeOfStatusAndNothingElse() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a").main("b", plan -> plan.readiness(TestPlan.probe(60, 1))).begin();
    pod.after(1);
    assertThat(since(pod, "Ready")).isEqualTo("2026-01-31T10:00:01Z");
    pod.after(1);
    assertThat(since(pod, "Ready")).isEqualTo("2026-01-31T10:00:01Z");
    pod.exit("a", 1).exit("a", 1).after(1);
    assertThat(since(pod, "Ready")).isEqualTo("2026-01-31T10:00:03Z");
    pod.exit("b", 1).exit("b", 1).after(1); // another message is no other status
    assertThat(told(pod, "Ready")).endsWith("[a b]");
    assertThat(since(pod, "Ready")).isEqualTo("2026-01-31T10:00:03Z");
    pod.after(20);
    assertThat(since(pod, "Ready")).isEqualTo("2026-01-31T10:00:24Z");
  }

  @Test
  void conditionsOfOthersKeepTheirTimeToo() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    conditions.set("x", "True", "A", "", TestClock.START.plusSeconds(1));
    conditions.set("x", "True", "B", "", TestClock.START.plusSeconds(2));
    assertThat(since(pod, "x")).isEqualTo("2026-01-31T10:00:01Z");
    assertThat(told(pod, "x")).isEqualTo("True B");
    conditions.set("x", "False", "B", "", TestClock.START.plusSeconds(3));
    assertThat(since(pod, "x")).isEqualTo("2026-01-31T10:00:03Z");
  }

  private String told(PodScenario pod, String type) {
    Map<String, Object> condition = condition(pod, type);
    Object reason = condition.getOrDefault("reason", "");
    Object message = condition.getOrDefault("message", "");
    return (condition.get("status") + " " + reason + " " + message).strip();
  }

  private String since(PodScenario pod, String type) {
    return Json.string(condition(pod, type).get("lastTransitionTime"));
  }

  private Map<String, Object> condition(PodScenario pod, String type) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Object condition : conditions.of(pod.pod(), pod.clock().now())) {
      if (type.equals(Json.object(condition).get("type"))) {
        found.add(Json.object(condition));
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String isTrue(String type) {
    return "{\"type\":\""
        + type
        + "\",\"status\":\"True\",\"lastProbeTime\":null,"
        + "\"lastTransitionTime\":\"2026-01-31T10:00:02Z\",\"observedGeneration\":3}";
  }
}
