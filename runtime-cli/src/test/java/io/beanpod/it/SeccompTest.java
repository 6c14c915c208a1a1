package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which filter of system calls each process of a pod has, and what it does there. */
class SeccompTest extends PodTest {
  private static final String NO_MKDIR =
      """
      {"defaultAction": "SCMP_ACT_ALLOW",
       "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 28}]}
      """;

  @BeforeEach
  void profiles() throws IOException {
    profile("no-mkdir.json", NO_MKDIR);
    profile("sub/nothing.json", "{\"defaultAction\": \"SCMP_ACT_ERRNO\"}");
    profile("notify.json", "{\"defaultAction\": \"SCMP_ACT_NOTIFY\"}");
  }

  @Test
  void withoutAWordItIsRuntimeDefault() {
    apply(
        Manifest.pod("web")
            .init("first", "cat /proc/self/status")
            .sidecar("side", "exec sleep 1000")
            .container("one", "sleep", "1000")
            .container("open", "sleep", "1000")
            .with("securityContext", seccomp("Unconfined")));
    await("web", "all run", status -> status.started("one") && status.started("open"));
    assertThat(beanpod.run("logs", "web", "-c", "first").ok()).containsPattern("Seccomp:\\s+2");
    assertThat(Proc.status(pid("web", "side"), "Seccomp")).isEqualTo("2");
    assertThat(Proc.status(pid("web", "one"), "Seccomp")).isEqualTo("2");
    assertThat(Proc.status(pid("web", "one"), "NoNewPrivs")).isEqualTo("0");
    assertThat(Proc.status(pid("web", "open"), "Seccomp")).isEqualTo("0");
    assertThat(Proc.status(pause("web"), "Seccomp")).isEqualTo("0");
    Ran refused = exec("one", "unshare -U true");
    assertThat(refused.status()).isNotZero();
    assertThat(refused.out() + refused.err()).contains("Operation not permitted");
    assertThat(exec("one", "chroot / true").status()).isZero(); // it has CAP_SYS_CHROOT
    assertThat(exec("open", "grep Seccomp: /proc/self/status").out()).contains("0");
    assertThat(beanpod.run("inspect", "web").ok())
        .containsPattern("one +RuntimeDefault \\(the default\\) +2 \\(filter\\) +1\n")
        .containsPattern("open +Unconfined +0 \\(disabled\\) +0\n");
  }

  @Test
  void aContainersProfileCountsBeforeThePods() {
    apply(
        Manifest.pod("web")
            .spec("securityContext", localhost("no-mkdir.json"))
            .container("one", "sleep", "1000")
            .container("two", "sleep", "1000")
            .with("securityContext", seccomp("RuntimeDefault"))
            .container("open", "sleep", "1000")
            .with("securityContext", seccomp("Unconfined")));
    await("web", "all run", status -> status.started("one") && status.started("open"));
    Ran refused = exec("one", "mkdir /d");
    assertThat(refused.out() + refused.err()).contains("No space left on device");
    exec("two", "mkdir /d").ok();
    exec("open", "mkdir /d").ok();
    assertThat(Proc.status(pid("web", "two"), "Seccomp")).isEqualTo("2");
    assertThat(Proc.status(pid("web", "open"), "Seccomp")).isEqualTo("0");
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .containsPattern("(?m)^SeccompProfile: +Localhost\nLocalhostProfile: +no-mkdir.json\n")
        .containsPattern("(?m)^    SeccompProfile: +RuntimeDefault\n");
  }

  @Test
  void execProbesHooksAndDebugHaveItToo() {
    String own = "grep -q 'Seccomp:.2' /proc/self/status";
    apply(
        Manifest.pod("web")
            .container("one", "sleep", "1000")
            .with("lifecycle", Map.of("postStart", action(own + " && echo yes >/hook")))
            .with("readinessProbe", action(own)));
    await("web", "the probe has found its filter", status -> status.ready("one"));
    assertThat(exec("one", "cat /hook").out()).contains("yes");
    exec("one", own).ok();
    beanpod.run("debug", "web", "--image=busybox:latest", "-c", "look", "--", "sleep", "1000").ok();
    await("web", "the ephemeral container runs", status -> status.is("look", "running"));
    assertThat(Proc.status(pid("web", "look"), "Seccomp")).isEqualTo("2");
  }

  @Test
  void aProfileThatAllowsNothingIsTold() {
    Ran applied =
        tryApply(
            Manifest.pod("web")
                .spec("restartPolicy", "Never")
                .container("one", "sleep", "1000")
                .with("securityContext", localhost("sub/nothing.json"))
                .json());
    assertThat(applied.err()).contains("does its seccomp profile allow execve?");
    await("web", "it can't start", status -> status.is("one", "terminated"));
    assertThat(get("web").state("one", "terminated")).containsEntry("reason", "StartError");
  }

  @Test
  void whatIsNoProfileStartsNothing() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "none.json", "no such file; put the profile there",
                "notify.json", "SCMP_ACT_NOTIFY asks another process at each call")
            .entrySet()) {
      Ran applied =
          tryApply(
              Manifest.pod("web")
                  .container("one", "sleep", "1000")
                  .with("securityContext", localhost(wrong.getKey()))
                  .json());
      assertThat(applied.status()).isNotZero();
      assertThat(applied.err()).contains(wrong.getValue(), wrong.getKey());
      assertThat(beanpod.run("get", "pods").out()).doesNotContain("web");
    }
  }

  @Test
  void aPodOutlivesItsProfile() throws IOException {
    apply(
        Manifest.pod("web")
            .container("one", "sleep", "1000")
            .with("securityContext", localhost("no-mkdir.json")));
    long before = pid("web", "one");
    Files.delete(root.resolve("var/lib/beanpod/seccomp/no-mkdir.json"));
    beanpod.run("label", "pod", "web", "a=b").ok();
    beanpod.run("debug", "web", "--image=busybox:latest", "-c", "look", "--", "sleep", "1000").ok();
    await("web", "the ephemeral container runs", status -> status.is("look", "running"));
    beanpod.other("kill", "-KILL", before + "").ok();
    nextPid("web", "one", before);
    assertThat(exec("one", "mkdir /d").status()).isNotZero();
  }

  @Test
  void withoutLibseccompOnlyUnconfinedContainersStart() throws IOException {
    List<String> prefix = List.of("env", "BEANPOD_JAVA_OPTS=-Dbeanpod.libseccomp=none");
    Beanpod without = new Beanpod(root, prefix);
    Path file = root.resolve("web.json");
    Files.writeString(file, Manifest.pod("web").container("one", "sleep", "1000").json());
    assertThat(without.run("apply", "-f", file.toString()).oneLine())
        .contains("spec.containers[0].securityContext.seccompProfile: libseccomp.so.2 is not")
        .contains("apt-get install libseccomp2");
    Manifest open =
        Manifest.pod("open")
            .spec("securityContext", seccomp("Unconfined"))
            .container("one", "sleep", "1000");
    Files.writeString(file, open.json());
    without.run("apply", "-f", file.toString()).ok();
    assertThat(Proc.status(pid("open", "one"), "Seccomp")).isEqualTo("0");
  }

  private void profile(String name, String json) throws IOException {
    Path file = root.resolve("var/lib/beanpod/seccomp").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  private Ran exec(String container, String script) {
    return beanpod.run("exec", "web", "-c", container, "--", "sh", "-c", script);
  }

  private static Map<String, Object> seccomp(String type) {
    return Map.of("seccompProfile", Map.of("type", type));
  }

  private static Map<String, Object> localhost(String profile) {
    return Map.of("seccompProfile", Map.of("type", "Localhost", "localhostProfile", profile));
  }

  private static Map<String, Object> action(String script) {
    return Map.of("exec", Map.of("command", List.of("sh", "-c", script)));
  }
}
