package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** nginx and redis in one pod, as in the demo. */
class TwoContainersTest extends PodTest {
  private static final String POD = "containerdays";
  private static final List<String> CONTAINERS = List.of("foo", "bar");

  @BeforeAll
  void images() {
    image("nginx:alpine", Beanpod.fixture("nginx"));
    image("redis:alpine", Beanpod.fixture("redis"));
  }

  private void launch() {
    Path example = Beanpod.launcher().resolveSibling("examples/containerdays.yaml");
    assertThat(beanpod.run("apply", "-f", example.toString()).ok())
        .isEqualTo("pod/containerdays created\n");
  }

  @Test
  void statusIsTrue() {
    launch();
    Status status = get(POD);
    assertThat(status.phase()).isEqualTo("Running");
    assertThat(Json.at(status.pod(), "status", "qosClass")).isEqualTo("Burstable");
    assertThat(Json.string(Json.at(status.pod(), "status", "startTime")))
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    for (String type : List.of("Ready", "ContainersReady", "Initialized", "PodScheduled")) {
      assertThat(status.condition(type)).as(type).isEqualTo("True");
    }
    for (String container : CONTAINERS) {
      Map<String, Object> one = status.container(container);
      assertThat(Json.string(one.get("containerID"))).matches("beanpod://[0-9a-f]{64}");
      assertThat(one.get("ready")).isEqualTo(true);
      assertThat(one.get("started")).isEqualTo(true);
      assertThat(one.get("restartCount")).isEqualTo(0L);
      assertThat(Json.string(one.get("imageID"))).matches(".*@sha256:[0-9a-f]{64}");
      assertThat(status.state(container, "running")).containsKey("startedAt");
    }
    assertThat(Json.string(status.container("foo").get("image"))).endsWith("nginx:alpine");
    assertThat(Json.string(status.container("bar").get("image"))).endsWith("redis:alpine");
    assertThat(status.container("foo").get("containerID"))
        .isNotEqualTo(status.container("bar").get("containerID"));
  }

  @Test
  void namespacesAreThePodsOrTheContainersOwn() throws IOException {
    launch();
    long pause = pause(POD);
    long host = ProcessHandle.current().pid();
    for (String kind : List.of("net", "ipc", "uts")) {
      assertThat(Proc.namespace(pause, kind)).as(kind).isNotEqualTo(Proc.namespace(host, kind));
      for (String container : CONTAINERS) {
        assertThat(Proc.namespace(pid(POD, container), kind))
            .as(kind + " of " + container)
            .isEqualTo(Proc.namespace(pause, kind));
      }
    }
    for (String kind : List.of("mnt", "pid", "cgroup")) {
      assertThat(
              List.of(
                  Proc.namespace(host, kind),
                  Proc.namespace(pid(POD, "foo"), kind),
                  Proc.namespace(pid(POD, "bar"), kind)))
          .as(kind)
          .doesNotHaveDuplicates();
    }
    Object bound = Files.getAttribute(root.resolve("run/netns").resolve(POD), "unix:ino");
    assertThat("net:[" + bound + "]").isEqualTo(Proc.namespace(pause, "net"));
  }

  @Test
  @Tag("cgroup")
  void limitsAreInTheCgroupOfTheContainersProcess() throws IOException {
    launch();
    for (String container : CONTAINERS) {
      Map<String, String> of = Proc.cgroups(pid(POD, container));
      if (of.containsKey("memory")) {
        assertThat(of.get("memory")).endsWith("/" + container);
        assertThat(of.get("cpu")).endsWith("/" + container);
        Path memory = Path.of("/sys/fs/cgroup/memory" + of.get("memory"));
        Path cpu = Path.of("/sys/fs/cgroup/cpu" + of.get("cpu"));
        assertThat(memory.resolve("memory.limit_in_bytes")).hasContent("268435456");
        long period = Long.parseLong(Files.readString(cpu.resolve("cpu.cfs_period_us")).strip());
        long quota = Long.parseLong(Files.readString(cpu.resolve("cpu.cfs_quota_us")).strip());
        assertThat(quota * 2).isEqualTo(period);
      } else if (of.containsKey("")) {
        assertThat(of.get("")).endsWith("/" + container);
        Path directory = Path.of("/sys/fs/cgroup" + of.get(""));
        assertThat(directory.resolve("memory.max")).hasContent("268435456");
        assertThat(directory.resolve("cpu.max")).hasContent("50000 100000");
      } else {
        fail("no cgroup with a memory controller: " + of);
      }
    }
    assertThat(Proc.cgroups(pause(POD)).toString()).contains("/pause").doesNotContain("/foo");
  }

  @Test
  void containersReachEachOtherOnLocalhost() {
    launch();
    awaitSh(POD, "printf 'PING\\r\\nQUIT\\r\\n' | nc 127.0.0.1 6379 | grep -q +PONG");
    assertThat(
            beanpod.run("exec", POD, "-c", "bar", "--", "wget", "-qO-", "http://127.0.0.1/").ok())
        .contains("<");
  }

  @Test
  @Tag("cgroup")
  void killedContainerIsRestartedInTheSameNetwork() {
    launch();
    String before = Proc.namespace(pause(POD), "net");
    long nginx = pid(POD, "foo");
    long redis = pid(POD, "bar");
    beanpod.other("kill", "-KILL", Long.toString(redis)).ok();
    long again = nextPid(POD, "bar", redis);
    assertThat(Proc.namespace(again, "net")).isEqualTo(before);
    assertThat(pid(POD, "foo")).isEqualTo(nginx);
    Status status = await(POD, "bar runs", s -> s.is("bar", "running"));
    assertThat(status.restarts("bar")).isEqualTo(1);
    assertThat(status.restarts("foo")).isZero();
    assertThat(status.last("bar")).containsEntry("exitCode", 137L).containsEntry("signal", 9L);
  }
}
