package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What containers of a pod share with each other, and a pod with its host. */
class NamespacesTest extends PodTest {
  private static final long HOST = ProcessHandle.current().pid();

  private static Manifest pair() {
    return Manifest.pod("web").container("one", "sleep", "1111").container("two", "sleep", "2222");
  }

  @Test
  void byDefaultEachContainerHasItsOwnProcesses() {
    apply(pair());
    assertThat(sh("web", "cat /proc/1/cmdline | tr '\\0' ' '").strip()).isEqualTo("sleep 1111");
    assertThat(sh("web", "ps")).doesNotContain("2222").doesNotContain("beanpod");
  }

  @Test
  void sharedProcessesHaveThePauseAsTheFirst() {
    apply(pair().spec("shareProcessNamespace", true));
    assertThat(sh("web", "cat /proc/1/cmdline")).contains("io.beanpod.pause.Pause");
    for (String container : List.of("one", "two")) {
      assertThat(beanpod.run("exec", "web", "-c", container, "--", "ps").ok())
          .contains("sleep 1111")
          .contains("sleep 2222");
      assertThat(Proc.namespace(pid("web", container), "pid"))
          .isEqualTo(Proc.namespace(pause("web"), "pid"));
    }
  }

  @Test
  void thePauseReapsOrphans() {
    apply(pair().spec("shareProcessNamespace", true));
    String parent = "sh -c 'sleep 0.1 & sleep 0.2 & exit' & wait";
    for (int i = 0; i < 5; i++) {
      sh("web", parent);
    }
    Await.until(
        "no zombie is left in the pod",
        () -> sh("web", "grep -l '^State:.Z' /proc/[0-9]*/status || true").isEmpty(),
        () -> sh("web", "ps"));
    assertThat(sh("web", "ps")).doesNotContain("sleep 0.");
    assertThat(get("web").restarts("one")).isZero();
  }

  @Test
  void hostNetworkIsTheHosts() {
    apply(pair().spec("hostNetwork", true));
    assertThat(Proc.namespace(pid("web", "one"), "net")).isEqualTo(Proc.namespace(HOST, "net"));
    assertThat(sh("web", "hostname").strip()).isEqualTo(beanpod.other("uname", "-n").ok().strip());
    assertThat(root.resolve("run/netns/web")).doesNotExist();
    assertThat(Proc.namespace(pid("web", "one"), "ipc")).isNotEqualTo(Proc.namespace(HOST, "ipc"));
  }

  @Test
  void hostPidSeesTheHostsProcesses() {
    apply(pair().spec("hostPID", true));
    assertThat(Proc.namespace(pid("web", "one"), "pid")).isEqualTo(Proc.namespace(HOST, "pid"));
    assertThat(sh("web", "cat /proc/" + HOST + "/cmdline | tr '\\0' ' '")).contains("java");
    long one = pid("web", "one");
    beanpod.other("kill", "-KILL", Long.toString(one)).ok();
    assertThat(nextPid("web", "one", one)).isPositive();
    beanpod.run("delete", "pod", "web", "--now").ok();
    assertThat(leaks.found()).isEmpty();
  }

  @Test
  void hostIpcIsTheHosts() {
    apply(pair().spec("hostIPC", true));
    assertThat(Proc.namespace(pid("web", "one"), "ipc")).isEqualTo(Proc.namespace(HOST, "ipc"));
    assertThat(Proc.namespace(pid("web", "one"), "net")).isNotEqualTo(Proc.namespace(HOST, "net"));
  }

  @Test
  void hostNameIsTheSpecsOrThePods() {
    apply(pair().spec("hostname", "db-0"));
    apply(Manifest.pod("plain").container("one", "sleep", "1000"));
    String script = "hostname; cat /etc/hostname; echo $HOSTNAME";
    assertThat(sh("web", script)).isEqualTo("db-0\ndb-0\ndb-0\n");
    assertThat(sh("plain", script)).isEqualTo("plain\nplain\nplain\n");
    assertThat(sh("web", "cat /etc/hosts")).contains("db-0").contains("127.0.0.1");
  }

  @Test
  void loopbackIsUp() {
    apply(pair());
    assertThat(sh("web", "ip -o addr show lo")).contains("127.0.0.1/8");
  }

  @Test
  void sharedMemoryIsThePods() {
    apply(pair());
    sh("web", "echo hello >/dev/shm/note");
    assertThat(beanpod.run("exec", "web", "-c", "two", "--", "cat", "/dev/shm/note").ok())
        .isEqualTo("hello\n");
    assertThat(Files.exists(Path.of("/dev/shm/note"))).isFalse();
  }

  @Test
  void fileSystemsAreTheContainersOwn() {
    apply(pair());
    sh("web", "echo hello >/note");
    Ran other = beanpod.run("exec", "web", "-c", "two", "--", "cat", "/note");
    assertThat(other.status()).isNotZero();
  }

  @Test
  @Tag("cgroup")
  void aKilledMainProcessTakesItsChildrenInASharedNamespaceToo() {
    apply(
        Manifest.pod("web")
            .spec("shareProcessNamespace", true)
            .spec("restartPolicy", "Never")
            .script("one", "sleep 3333 & sleep 0.1")
            .container("two", "sleep", "1000"));
    await("web", "one has ended", s -> s.is("one", "terminated"));
    Await.until(
        "the child of the first container is gone",
        () -> leaks.found().stream().noneMatch(line -> line.contains("sleep 3333")),
        () -> leaks.found());
    assertThat(get("web").is("two", "running")).isTrue();
  }

  @Test
  void namespacesOfANamespaceAreNamedApart() {
    apply(pair());
    Ran second =
        beanpod.runWith(
            pair().json().getBytes(StandardCharsets.UTF_8), "apply", "-n", "blue", "-f", "-");
    assertThat(second.ok()).isEqualTo("pod/web created\n");
    assertThat(root.resolve("run/netns/web")).exists();
    assertThat(root.resolve("run/netns/blue_web")).exists();
    assertThat(beanpod.run("get", "pods", "-A", "-o", "name").ok().lines()).hasSize(2);
    beanpod.run("delete", "pod", "web", "-n", "blue", "--force").ok();
    assertThat(get("web").phase()).isEqualTo("Running");
  }
}
