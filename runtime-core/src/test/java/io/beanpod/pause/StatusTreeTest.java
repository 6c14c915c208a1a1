package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.container.MountPlan;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.PodScenario;
import io.beanpod.lifecycle.TestClock;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.RestartPolicy;
import io.beanpod.pod.TestPlans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StatusTreeTest {
  private final StatusTree tree =
      new StatusTree(
          TestPlans.pod(RestartPolicy.Always, false, false, false, false), TestClock.START);

  @Test
  void ofARunningPod() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("app").begin();
    pod.after(2);
    Map<String, Object> status = status(pod);
    status.remove("conditions");
    assertThat(JsonWriter.compact(status))
        .isEqualTo(
            "{\"observedGeneration\":7,\"phase\":\"Running\",\"hostIP\":\"192.0.2.7\",\"hostIPs\":[{\"ip\":\"192.0.2.7\"}],"
                + "\"podIP\":\"10.88.0.7\",\"podIPs\":[{\"ip\":\"10.88.0.7\"},{\"ip\":\"fd00::7\"}],"
                + "\"startTime\":\"2026-01-31T10:00:00Z\",\"qosClass\":\"Burstable\","
                + "\"containerStatuses\":[{\"name\":\"app\","
                + "\"state\":{\"running\":{\"startedAt\":\"2026-01-31T10:00:00Z\"}},"
                + "\"lastState\":{},\"ready\":true,\"started\":true,\"restartCount\":0,"
                + "\"image\":\"img\",\"imageID\":\"sha256:1\",\"containerID\":\"beanpod://app-1\","
                + "\"allocatedResources\":{\"cpu\":\"1\"},"
                + "\"resources\":{\"limits\":{\"cpu\":\"2\"}},"
                + "\"volumeMounts\":[{\"name\":\"cache\",\"mountPath\":\"/cache\"},"
                + "{\"name\":\"conf\",\"mountPath\":\"/conf\",\"readOnly\":true,"
                + "\"recursiveReadOnly\":\"Enabled\"},"
                + "{\"name\":\"host\",\"mountPath\":\"/host\",\"readOnly\":true,"
                + "\"recursiveReadOnly\":\"Disabled\"}]}]}");
  }

  @Test
  void ofAContainerThatWaitsForItsNextStart() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("app").begin();
    pod.exit("app", 0).after(9);
    pod.life("app").exited(143, 15, false, "last words");
    pod.after(0);
    assertThat(JsonWriter.compact(container(status(pod), "containerStatuses", 0)))
        .isEqualTo(
            "{\"name\":\"app\",\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\",\"message\":"
                + "\"back-off 10s restarting failed container=app pod=web_default(uid)"
                + ", next start at 2026-01-31T10:00:19Z\"}},"
                + "\"lastState\":{\"terminated\":{\"exitCode\":143,\"signal\":15,"
                + "\"reason\":\"Error\",\"message\":\"last words\","
                + "\"startedAt\":\"2026-01-31T10:00:00Z\",\"finishedAt\":\"2026-01-31T10:00:09Z\","
                + "\"containerID\":\"beanpod://app-2\"}},"
                + "\"ready\":false,\"started\":false,\"restartCount\":1,\"image\":\"img\","
                + "\"imageID\":\"sha256:1\",\"containerID\":\"beanpod://app-2\","
                + "\"allocatedResources\":{\"cpu\":\"1\"},"
                + "\"resources\":{\"limits\":{\"cpu\":\"2\"}},"
                + "\"volumeMounts\":[{\"name\":\"cache\",\"mountPath\":\"/cache\"},"
                + "{\"name\":\"conf\",\"mountPath\":\"/conf\",\"readOnly\":true,"
                + "\"recursiveReadOnly\":\"Enabled\"},"
                + "{\"name\":\"host\",\"mountPath\":\"/host\",\"readOnly\":true,"
                + "\"recursiveReadOnly\":\"Disabled\"}]}");
  }

  @Test
  void containersStandInTheListOfTheirKind() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.sidecar("s").init("i").main("a").begin().debug("d");
    Map<String, Object> status = status(pod);
    assertThat(names(status, "initContainerStatuses")).containsExactly("s", "i");
    assertThat(names(status, "containerStatuses")).containsExactly("a");
    assertThat(names(status, "ephemeralContainerStatuses")).containsExactly("d");
    assertThat(container(status, "containerStatuses", 0))
        .as("one that never started has no id")
        .doesNotContainKey("containerID");
    assertThat(container(status, "ephemeralContainerStatuses", 0))
        .containsEntry("ready", false)
        .doesNotContainKey("started");
  }

  @Test
  void listsThatAreEmptyAreNotThere() {
    assertThat(status(new PodScenario(RestartPolicy.Always).main("a").begin()))
        .doesNotContainKeys("initContainerStatuses", "ephemeralContainerStatuses", "reason");
  }

  /** Of the kubelet's TerminatePod: there never was such a container. */
  @Test
  void aContainerThatNeverStartedBeforeThePodsEndHasNoTimes() {
    PodScenario pod = new PodScenario(RestartPolicy.Always);
    pod.main("a", plan -> plan.postStart(new Handler.Sleep(60))).main("b").begin().stop(0);
    assertThat(JsonWriter.compact(container(status(pod), "containerStatuses", 1)))
        .contains(
            "{\"terminated\":{\"exitCode\":137,\"reason\":\"ContainerStatusUnknown\","
                + "\"message\":\"The container could not be located when the pod was terminated\","
                + "\"startedAt\":null,\"finishedAt\":null}}");
  }

  @Test
  void aPodThatRanTooLongSaysSoWhenItHasEnded() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    pod.pod().deadline(OptionalLong.of(1));
    pod.after(2);
    assertThat(status(pod))
        .containsEntry("phase", "Failed")
        .containsEntry("reason", "DeadlineExceeded")
        .containsEntry("message", "Pod was active on the node longer than the specified deadline");
  }

  @Test
  void onlyAPodInTheHostsNetworkHasItsAddress() {
    PodScenario pod = new PodScenario(RestartPolicy.Always).main("a").begin();
    StatusTree host =
        new StatusTree(
            TestPlans.pod(RestartPolicy.Always, true, false, false, false), pod.clock().now());
    assertThat(host.of(pod.pod(), views(pod), pod.clock().now()))
        .containsEntry("podIP", "192.0.2.7")
        .containsEntry("podIPs", List.of(Map.of("ip", "192.0.2.7")));
    assertThat(status(pod))
        .containsEntry("podIP", "10.88.0.7")
        .containsEntry("podIPs", List.of(Map.of("ip", "10.88.0.7"), Map.of("ip", "fd00::7")));
  }

  private Map<String, Object> status(PodScenario pod) {
    return tree.of(pod.pod(), views(pod), pod.clock().now());
  }

  private static List<ContainerView> views(PodScenario pod) {
    List<ContainerView> views = new ArrayList<>();
    for (ContainerLife life : pod.pod().containers()) {
      views.add(
          new ContainerView(
              "img",
              "sha256:1",
              Map.of("limits", Map.of("cpu", "2")),
              Map.of("cpu", "1"),
              List.of(
                  new MountPlan("cache", "/cache", "", "", false, false, false, ""),
                  new MountPlan("conf", "/conf", "", "", true, true, false, ""),
                  new MountPlan("host", "/host", "", "", true, false, false, "")),
              life));
    }
    return views;
  }

  private static Map<String, Object> container(Map<String, Object> status, String list, int index) {
    return Json.object(Json.list(status.get(list)).get(index));
  }

  private static List<String> names(Map<String, Object> status, String list) {
    List<String> names = new ArrayList<>();
    for (Object container : Json.list(status.get(list))) {
      names.add(Json.string(Json.object(container).get("name")));
    }
    return names;
  }
}
