package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two containers of a pod on one port: who has it is told. */
class PortInUseTest extends PodTest {
  private static final List<Object> PORT_80 = List.of(Map.of("containerPort", 80));

  /** The second one waits until the first one listens: which fails is no matter of luck. */
  private static final String SECOND =
      "until cat /proc/net/tcp* | grep -q ':0050 .* 0A '; do sleep 0.05; done; exec httpd -f -p 80";

  /** A server at port 80 that has very many other sockets, in the network of a pod. */
  private static final String MANY =
      """
      import os
      rest, parent_lives = os.pipe()
      def add(sockets, kind, address, family=socket.AF_INET):
        s = socket.socket(family, kind)
        s.bind(address)
        if kind == socket.SOCK_STREAM:
          s.listen(1)
        sockets.append(s)
      own = []
      add(own, socket.SOCK_STREAM, ("0.0.0.0", 80))
      for child in range(20):
        done, tell = os.pipe()
        if os.fork() == 0:
          os.close(parent_lives)
          own[0].close()
          sockets = []
          for i in range(450):
            for address in range(1, 11):
              add(sockets, socket.SOCK_DGRAM, ("127.0.%d.%d" % (child, address), 1024 + i))
            for name in range(10):
              text = "\\0%090d" % (child * 4500 + i * 10 + name)
              add(sockets, socket.SOCK_STREAM, text, socket.AF_UNIX)
          os.write(tell, b"!")
          os.read(rest, 1)
          os._exit(0)
        os.read(done, 1)
      print("ready", flush=True)
      time.sleep(1000)
      """;

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
        "port 80/TCP is in use by container \"first\" (pid "
            + pid("web", "first")
            + ", httpd, on [::]:80)";
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
  void whoRunsHasNoConflict() {
    apply(
        Manifest.pod("web")
            .container("first", "httpd", "-f", "-p", "80")
            .with("ports", PORT_80)
            .container("second", "sleep", "1000")
            .with("ports", PORT_80));
    Await.until(
        "first listens",
        () -> beanpod.run("inspect", "web").ok().contains("[::]:80"),
        () -> beanpod.run("inspect", "web"));
    assertThat(beanpod.run("inspect", "web").ok()).doesNotContain("in use by");
  }

  @Test
  void theNameOfTheProcessCannotSteerTheTerminal() {
    String named =
        "f=\"/tmp/busybox$(printf '\\033[2J\\nx')\"; cp /proc/self/exe \"$f\";"
            + " exec \"$f\" httpd -f -p 80";
    apply(
        Manifest.pod("web")
            .backOff("1h", "1h")
            .script("first", named)
            .with("ports", PORT_80)
            .script("second", SECOND)
            .with("ports", PORT_80));
    awaitEvent("PortInUse spec.containers{second}: port 80/TCP is in use by container \"first\"");
    await("web", "a back-off", s -> s.waits("second").equals("CrashLoopBackOff"));
    for (List<String> command :
        List.of(
            List.of("inspect", "web"),
            List.of("get", "events"),
            List.of("describe", "pod", "web"))) {
      assertThat(beanpod.run(command.toArray(new String[0])).ok())
          .contains("busybox^[[2J")
          .doesNotContain("\033");
    }
  }

  /** The pause has 32 MiB: it must not matter to it how many sockets there are. */
  @Test
  void veryManySocketsDoNotEndThePod() throws IOException, InterruptedException {
    apply(
        Manifest.pod("web")
            .spec("restartPolicy", "Never")
            .script("one", "until [ -e /tmp/go ]; do sleep 0.05; done; exit 3")
            .with("ports", PORT_80)
            .container("two", "sleep", "1000"));
    long pause = pause("web");
    Process server = Python.start(root.resolve("run/netns/web"), MANY);
    try {
      InputStream said = server.getInputStream();
      assertThat(new String(said.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("ready\n");
      beanpod.run("exec", "web", "-c", "one", "--", "touch", "/tmp/go").ok();
      awaitEvent(
          "PortInUse spec.containers{one}: port 80/TCP is in use by a process outside of this pod"
              + " (pid ");
    } finally {
      server.destroyForcibly().waitFor();
    }
    assertThat(pause("web")).isEqualTo(pause);
    assertThat(get("web").is("two", "running")).isTrue();
  }

  @Test
  void whoEndsBecauseOfItsProbeHasNotFailedByItself() {
    String obeysThenFailsThenStays =
        """
        [ -e /dev/shm/2 ] && touch /dev/shm/3 && exec sleep 1000
        [ -e /dev/shm/1 ] && touch /dev/shm/2 && exit 3
        touch /dev/shm/1
        trap 'exit 143' TERM
        while :; do sleep 0.1; done
        """;
    Map<String, Object> probe =
        Map.of(
            "exec",
            Map.of("command", List.of("test", "-e", "/dev/shm/2")),
            "initialDelaySeconds",
            1,
            "periodSeconds",
            1,
            "failureThreshold",
            1);
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .container("first", "httpd", "-f", "-p", "80")
            .script("second", obeysThenFailsThenStays)
            .with("ports", PORT_80)
            .with("livenessProbe", probe)
            .script("last", "until [ -e /dev/shm/3 ]; do sleep 0.05; done; exit 3")
            .with("restartPolicy", "Never")
            .with("ports", PORT_80));
    awaitEvent("PortInUse spec.containers{last}: "); // by then all is said of what failed before
    assertThat(events()).anyMatch(line -> line.startsWith("Killing spec.containers{second}"));
    assertThat(get("web").last("second")).containsEntry("exitCode", 3L);
    assertThat(timesInUse("second")).isEqualTo(1);
  }

  /** How often that was said of a container. */
  private long timesInUse(String container) {
    long times = 0;
    Object list = parse(beanpod.run("get", "events", "-o", "json").ok()).pod().get("items");
    for (Object event : Json.list(list)) {
      String part = Json.string(Json.at(event, "involvedObject", "fieldPath"));
      if (part.equals("spec.containers{" + container + "}")
          && "PortInUse".equals(Json.at(event, "reason"))) {
        times += (Long) Json.at(event, "count");
      }
    }
    return times;
  }

  @Test
  void whoseOwnPortItIsHasNobodyInItsWay() {
    String one = "[ -e /dev/shm/second ] && exec httpd -f -p 80; touch /dev/shm/second; exit 3";
    apply(
        Manifest.pod("web")
            .backOff("0", "0")
            .script("one", one)
            .with("ports", PORT_80)
            .script("two", SECOND)
            .with("ports", PORT_80));
    awaitEvent("PortInUse spec.containers{two}: "); // by then all is said of what failed before
    assertThat(get("web").restarts("one")).isEqualTo(1);
    assertThat(events()).noneMatch(line -> line.startsWith("PortInUse spec.containers{one}"));
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
