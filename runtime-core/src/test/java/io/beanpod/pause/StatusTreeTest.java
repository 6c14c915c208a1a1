package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.RestartPolicy;
import io.beanpod.pod.TestPlans;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTreeTest {
  private static final Instant START = TestClock.START;
  private static final ContainerView RUNNING =
      view("app", 0, new ContainerState.Running(START.plusSeconds(1)), Optional.empty());

  private final StatusTree tree =
      new StatusTree(TestPlans.pod(RestartPolicy.Always, false, false, false, false), START);

  @Test
  void ofARunningPod() {
    assertThat(JsonWriter.compact(tree.of(List.of(RUNNING), false, START.plusSeconds(2))))
        .isEqualTo(
            "{\"phase\":\"Running\",\"conditions\":["
                + condition("PodReadyToStartContainers", "True", "02", "")
                + ","
                + condition("Initialized", "True", "02", "")
                + ","
                + condition("Ready", "True", "02", "")
                + ","
                + condition("ContainersReady", "True", "02", "")
                + ","
                + condition("PodScheduled", "True", "02", "")
                + "],\"hostIP\":\"192.0.2.7\",\"hostIPs\":[{\"ip\":\"192.0.2.7\"}],"
                + "\"startTime\":\"2026-01-31T10:00:00Z\",\"qosClass\":\"Burstable\","
                + "\"containerStatuses\":[{\"name\":\"app\","
                + "\"state\":{\"running\":{\"startedAt\":\"2026-01-31T10:00:01Z\"}},"
                + "\"lastState\":{},\"ready\":true,\"started\":true,\"restartCount\":0,"
                + "\"image\":\"img\",\"imageID\":\"sha256:1\",\"containerID\":\"beanpod://id0\"}]}");
  }

  @Test
  void ofAContainerThatWaitsForItsNextStart() {
    ContainerState.Terminated end =
        new ContainerState.Terminated(143, 15, "Error", "", START, START.plusSeconds(9), "id3");
    ContainerView waiting =
        view(
            "app",
            3,
            new ContainerState.Waiting("CrashLoopBackOff", "back-off 40s"),
            Optional.of(end));
    Map<String, Object> status = tree.of(List.of(waiting), false, START);
    assertThat(JsonWriter.compact(Json.list(status.get("containerStatuses")).get(0)))
        .isEqualTo(
            "{\"name\":\"app\",\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\","
                + "\"message\":\"back-off 40s\"}},\"lastState\":{\"terminated\":{\"exitCode\":143,"
                + "\"signal\":15,\"reason\":\"Error\",\"startedAt\":\"2026-01-31T10:00:00Z\","
                + "\"finishedAt\":\"2026-01-31T10:00:09Z\",\"containerID\":\"beanpod://id3\"}},"
                + "\"ready\":false,\"started\":false,\"restartCount\":3,\"image\":\"img\","
                + "\"imageID\":\"sha256:1\",\"containerID\":\"beanpod://id3\"}");
    assertThat(status.get("phase")).isEqualTo("Running");
  }

  @Test
  void unreadyContainersAreNamedInTheKubeletsWords() {
    ContainerState creating = new ContainerState.Waiting("ContainerCreating", "");
    Map<String, Object> status =
        tree.of(
            List.of(
                view("a", 0, creating, Optional.empty()),
                RUNNING,
                view("b", 0, creating, Optional.empty())),
            false,
            START);
    assertThat(condition(status, "Ready"))
        .containsEntry("status", "False")
        .containsEntry("reason", "ContainersNotReady")
        .containsEntry("message", "containers with unready status: [a b]");
  }

  @Test
  void anEndedPodSaysHowInsteadOfNamingContainers() {
    Map<String, Object> succeeded = tree.of(List.of(ended(0)), true, START);
    assertThat(succeeded).containsEntry("phase", "Succeeded");
    assertThat(condition(succeeded, "Ready"))
        .containsEntry("reason", "PodCompleted")
        .doesNotContainKey("message");
    Map<String, Object> failed = tree.of(List.of(ended(1)), true, START);
    assertThat(failed).containsEntry("phase", "Failed");
    assertThat(condition(failed, "ContainersReady"))
        .containsEntry("reason", "PodFailed")
        .doesNotContainKey("message");
    assertThat(condition(failed, "PodReadyToStartContainers")).containsEntry("status", "False");
  }

  @Test
  void aTransitionIsAChangeOfStatusAndNothingElse() {
    ContainerView other = view("b", 0, new ContainerState.Running(START), Optional.empty());
    ContainerView down =
        view("b", 0, new ContainerState.Waiting("CrashLoopBackOff", ""), Optional.empty());
    assertThat(since(List.of(RUNNING, other), 1)).isEqualTo("2026-01-31T10:00:01Z");
    assertThat(since(List.of(RUNNING, other), 2)).isEqualTo("2026-01-31T10:00:01Z");
    assertThat(since(List.of(RUNNING, down), 3)).isEqualTo("2026-01-31T10:00:03Z");
    // Another reason is no other status.
    assertThat(since(List.of(down, down), 4)).isEqualTo("2026-01-31T10:00:03Z");
    assertThat(since(List.of(RUNNING, other), 5)).isEqualTo("2026-01-31T10:00:05Z");
  }

  @Test
  void onlyAPodInTheHostsNetworkHasItsAddress() {
    StatusTree host =
        new StatusTree(TestPlans.pod(RestartPolicy.Always, true, false, false, false), START);
    assertThat(host.of(List.of(RUNNING), false, START))
        .containsEntry("podIP", "192.0.2.7")
        .containsEntry("podIPs", List.of(Map.of("ip", "192.0.2.7")));
    assertThat(tree.of(List.of(RUNNING), false, START)).doesNotContainKeys("podIP", "podIPs");
  }

  @Test
  void aContainerThatNeverStartedHasNoId() {
    ContainerView fresh =
        new ContainerView(
            "app",
            "img",
            "",
            "",
            0,
            new ContainerState.Waiting("ContainerCreating", ""),
            Optional.empty());
    Map<String, Object> status = tree.of(List.of(fresh), false, START);
    assertThat(Json.object(Json.list(status.get("containerStatuses")).get(0)))
        .doesNotContainKey("containerID");
  }

  private String since(List<ContainerView> views, int second) {
    Map<String, Object> status = tree.of(views, false, START.plusSeconds(second));
    return Json.string(condition(status, "Ready").get("lastTransitionTime"));
  }

  private static Map<String, Object> condition(Map<String, Object> status, String type) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Object condition : Json.list(status.get("conditions"))) {
      if (type.equals(Json.object(condition).get("type"))) {
        found.add(Json.object(condition));
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String condition(String type, String status, String second, String more) {
    return "{\"type\":\""
        + type
        + "\",\"status\":\""
        + status
        + "\",\"lastProbeTime\":null,\"lastTransitionTime\":\"2026-01-31T10:00:"
        + second
        + "Z\""
        + more
        + "}";
  }

  private static ContainerView ended(int exitCode) {
    return view(
        "app",
        0,
        new ContainerState.Terminated(exitCode, 0, "Completed", "", START, START, "id0"),
        Optional.empty());
  }

  private static ContainerView view(
      String name, int restarts, ContainerState state, Optional<ContainerState.Terminated> last) {
    return new ContainerView(name, "img", "sha256:1", "id" + restarts, restarts, state, last);
  }
}
