package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two containers of a pod on one port: who has it is told. */
class PortInUseTest extends PodTest {
  private static final List<Object> PORT_80 = List.of(Map.of("containerPort", 80));

  /** The second one waits until the first one listens: which fails is no matter of luck. */
  private static final String SECOND =
      "until cat /proc/net/tcp* | grep -q ':0050 .* 0A '; do sleep 0.05; done; exec httpd -f -p 80";

  private static Manifest two() {
    return Manifest.pod("web")
        .backOff("1h", "1h")
        .container("first", "httpd", "-f", "-p", "80")
        .with("ports", PORT_80)
        .script("second", SECOND)
        .with("ports", PORT_80);
  }

  @Test
  void theSecondsFailureIsShownForWhatItIs() {
    Ran applied = tryApply(two().json());
    assertThat(applied.ok()).isEqualTo("pod/web created\n");
    assertThat(applied.err())
        .isEqualTo(
            "Warning: spec.containers[1].ports[0]: duplicate port definition with"
                + " spec.containers[0].ports[0]\n");
    String inUse =
        "port 80/TCP is in use by container \"first\" (pid " + pid("web", "first") + ", httpd)";
    awaitEvent("PortInUse spec.containers{second}: " + inUse);
    Status status = await("web", "a back-off", s -> s.waits("second").equals("CrashLoopBackOff"));
    assertThat(status.last("second"))
        .containsEntry("exitCode", 1L)
        .containsEntry("reason", "Error");
    assertThat(status.is("first", "running")).isTrue();
    assertThat(beanpod.run("describe", "pod", "web").ok()).contains(inUse);
    assertThat(beanpod.run("inspect", "web").ok())
        .containsPattern("  TCP +\\[::\\]:80 +first +" + pid("web", "first") + " +httpd\n")
        .contains("  second: " + inUse + "\n");
  }

  @Test
  void anUnchangedPodIsNotWarnedOfAgain() {
    apply(two());
    assertThat(tryApply(two().json()).err()).isEmpty();
    assertThat(tryApply(two().label("tier", "web").json()).err()).contains("duplicate port");
  }

  @Test
  void whoseOwnPortItIsHasNobodyInItsWay() {
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .script(
                "one", "[ -e /dev/shm/second ] && exec sleep 1000; touch /dev/shm/second; exit 3")
            .with("ports", PORT_80));
    await("web", "a restart", s -> s.restarts("one") == 1 && s.is("one", "running"));
    assertThat(events()).noneMatch(line -> line.startsWith("PortInUse"));
  }

  @Test
  void onTheHostsNetworkItMayBeAnotherProcess() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      apply(
          Manifest.pod("web")
              .spec("hostNetwork", true)
              .spec("restartPolicy", "Never")
              .container("one", "httpd", "-f", "-p", "127.0.0.1:" + port)
              .with("ports", List.of(Map.of("containerPort", port))));
      String inUse =
          "port "
              + port
              + "/TCP is in use by a process outside of this pod (pid "
              + ProcessHandle.current().pid();
      awaitEvent("PortInUse spec.containers{one}: " + inUse);
      awaitPhase("web", "Failed"); // and the pause is gone: it has waited for that event
    }
  }
}
