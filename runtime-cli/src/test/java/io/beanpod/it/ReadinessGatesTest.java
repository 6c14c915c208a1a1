package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code readinessGates}, whose conditions others set. Upstream: test/e2e/common/node/pods.go,
 * "should support pod readiness gates".
 */
class ReadinessGatesTest extends PodTest {

  private void set(String gate, String status) {
    beanpod
        .run(
            "patch",
            "pod",
            "web",
            "--subresource=status",
            "-p",
            "{\"status\":{\"conditions\":[{\"type\":\""
                + gate
                + "\",\"status\":\""
                + status
                + "\"}]}}")
        .ok();
  }

  @Test
  void aPodIsReadyWhenAllItsGatesAreOpen() {
    apply(
        Manifest.pod("web")
            .spec(
                "readinessGates",
                List.of(
                    Map.of("conditionType", "example.com/a"),
                    Map.of("conditionType", "example.com/b")))
            .script("one", "exec sleep 1000"));
    Status status = await("web", "ready", s -> s.condition("ContainersReady").equals("True"));
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(status.condition("Ready", "reason")).isEqualTo("ReadinessGatesNotReady");
    assertThat(beanpod.run("get", "pods", "-o", "wide").ok()).containsPattern(" 0/2\n");
    set("example.com/a", "True");
    status = get("web");
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(status.condition("Ready", "message"))
        .isEqualTo(
            "corresponding condition of pod readiness gate \"example.com/b\" does not exist.");
    set("example.com/b", "True");
    status = get("web");
    assertThat(status.condition("Ready")).isEqualTo("True");
    assertThat(beanpod.run("get", "pods", "-o", "wide").ok()).containsPattern(" 2/2\n");
    assertThat(beanpod.run("wait", "--for=condition=Ready", "pod/web", "--timeout=60s").ok())
        .isEqualTo("pod/web condition met\n");
    set("example.com/a", "False");
    status = get("web");
    assertThat(status.condition("Ready")).isEqualTo("False");
    assertThat(status.condition("ContainersReady")).isEqualTo("True");
    assertThat(status.condition("example.com/b")).isEqualTo("True");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("Readiness Gates:\n +Type +Status\n +example.com/a +False *\n");
  }

  @Test
  void whatTheKubeletKeepsIsNotForOthersToSet() {
    apply(Manifest.pod("web").script("one", "exec sleep 1000"));
    await("web", "ready", s -> s.condition("Ready").equals("True"));
    Ran ran =
        beanpod.run(
            "patch",
            "pod",
            "web",
            "--subresource=status",
            "-p",
            "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}");
    assertThat(ran.oneLine()).contains("Ready");
    assertThat(get("web").condition("Ready")).isEqualTo("True");
  }
}
