package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code securityContext}, looked at from inside: who processes are, and what they may do. */
class SecurityContextTest extends PodTest {
  private static final String SLEEP = "sleep 1000";
  private static final String ID = "echo $(id -u) $(id -g) $(id -G)";

  private String of(String container, String script) {
    return beanpod.run("exec", "web", "-c", container, "--", "sh", "-c", script).ok();
  }

  private Ran tried(String container, String script) {
    return beanpod.run("exec", "web", "-c", container, "--", "sh", "-c", script);
  }

  private static Map<String, Object> dropAll(String... add) {
    return Map.of("drop", List.of("ALL"), "add", List.of(add));
  }

  @Test
  void containersRunAsWhomTheySayAndElseAsThePodSays() {
    apply(
        Manifest.pod("web")
            .spec(
                "securityContext",
                Map.of(
                    "runAsUser", 65534L,
                    "runAsGroup", 3000L,
                    "supplementalGroups", List.of(4000L),
                    "fsGroup", 5000L))
            .script("pods", ID + "; " + SLEEP)
            .script("own", ID + "; " + SLEEP)
            .with("securityContext", Map.of("runAsUser", 1001L, "runAsGroup", 2001L)));
    String pods = "65534 3000 3000 4000 5000\n";
    String own = "1001 2001 2001 4000 5000\n";
    Await.until(
        "both have said", () -> (log("pods") + log("own")).equals(pods + own), () -> log("pods"));
    assertThat(of("pods", ID)).isEqualTo(pods);
    assertThat(of("own", ID)).isEqualTo(own);
    long pid = pid("web", "own");
    assertThat(Proc.status(pid, "CapEff")).isEqualTo("0000000000000000");
    assertThat(Proc.status(pid, "CapBnd")).isEqualTo("00000000a00425fb");
    assertThat(Proc.status(pid, "Uid")).isEqualTo("1001\t1001\t1001\t1001");
  }

  private String log(String container) {
    return beanpod.run("logs", "web", "-c", container).ok();
  }

  @Test
  void rootIsNotStartedWhereItMustNotBe() {
    apply(
        Manifest.pod("web")
            .spec("securityContext", Map.of("runAsNonRoot", true))
            .script("root", SLEEP)
            .script("zero", SLEEP)
            .with("securityContext", Map.of("runAsUser", 0L))
            .script("other", SLEEP)
            .with("securityContext", Map.of("runAsUser", 7L)));
    Status status =
        await(
            "web",
            "two wait",
            s -> !s.waits("root").isEmpty() && !s.waits("zero").isEmpty() && s.started("other"));
    assertThat(status.waits("root")).isEqualTo("CreateContainerConfigError");
    assertThat(status.state("root", "waiting").get("message"))
        .isEqualTo(
            "container has runAsNonRoot and image will run as root"
                + " (pod: \"web_default("
                + Json.at(file("web", "pod.json"), "metadata", "uid")
                + ")\", container: root)");
    assertThat(status.waits("zero")).isEqualTo("CreateContainerConfigError");
    assertThat(status.state("zero", "waiting").get("message").toString())
        .startsWith("container's runAsUser breaks non-root policy (pod: ");
    assertThat(of("other", "id -u")).isEqualTo("7\n");
  }

  @Test
  void capabilitiesAreAddedAndDropped() {
    apply(
        Manifest.pod("web")
            .script("more", SLEEP)
            .with("securityContext", Map.of("capabilities", Map.of("add", List.of("NET_ADMIN"))))
            .script("none", SLEEP)
            .with("securityContext", Map.of("capabilities", dropAll()))
            .script("bind", SLEEP)
            .with("securityContext", Map.of("capabilities", dropAll("CAP_NET_BIND_SERVICE"))));
    assertThat(capabilities("more")).isEqualTo("00000000a00435fb");
    assertThat(capabilities("none")).isEqualTo("0000000000000000");
    assertThat(capabilities("bind")).isEqualTo("0000000000000400");
    assertThat(of("more", "grep CapEff /proc/self/status")).contains("00000000a00435fb");
    assertThat(of("none", "grep CapEff /proc/self/status")).contains("0000000000000000");
    assertThat(tried("more", "mknod /tmp/disk b 8 0").status()).as("the host's").isNotZero();
    assertThat(tried("more", "ip link set lo mtu 1400").ok()).isEmpty();
    assertThat(tried("none", "ip link set lo mtu 1300").status()).isNotZero();
    assertThat(tried("none", "chown 1 /tmp").status()).isNotZero();
  }

  /** The effective set, which is the same as the permitted and the bounding one. */
  private String capabilities(String container) {
    long pid = pid("web", container);
    assertThat(Proc.status(pid, "CapInh")).isEqualTo("0000000000000000");
    assertThat(Proc.status(pid, "CapAmb")).isEqualTo("0000000000000000");
    assertThat(Proc.status(pid, "CapPrm")).isEqualTo(Proc.status(pid, "CapEff"));
    assertThat(Proc.status(pid, "CapBnd")).isEqualTo(Proc.status(pid, "CapEff"));
    return Proc.status(pid, "CapEff");
  }

  /** Of a set-user-ID root program, one that does not give that up itself as busybox does. */
  @Test
  void aSetUserIdProgramHasItsEffectOnlyWhereThatIsAllowed() {
    image("redis:latest", Beanpod.fixture("redis"));
    List<Object> mounts = List.of(Map.of("name", "v", "mountPath", "/v"));
    apply(
        Manifest.pod("web")
            .spec("volumes", List.of(Map.of("name", "v", "emptyDir", Map.of())))
            .init("make", "cp $(which redis-server) /v/ && chmod 4755 /v/redis-server")
            .with("image", "redis:latest")
            .with("volumeMounts", mounts)
            .container("may", "/v/redis-server", "--port", "6379")
            .with("image", "redis:latest")
            .with("securityContext", Map.of("runAsUser", 1000L))
            .with("volumeMounts", mounts)
            .container("maynot", "/v/redis-server", "--port", "6380")
            .with("image", "redis:latest")
            .with("securityContext", Map.of("runAsUser", 1000L, "allowPrivilegeEscalation", false))
            .with("volumeMounts", mounts));
    await("web", "both run", s -> s.started("may") && s.started("maynot"));
    long may = pid("web", "may");
    long mayNot = pid("web", "maynot");
    assertThat(Proc.status(may, "Uid")).isEqualTo("1000\t0\t0\t0");
    assertThat(Proc.status(mayNot, "Uid")).isEqualTo("1000\t1000\t1000\t1000");
    assertThat(Proc.status(may, "NoNewPrivs")).isEqualTo("0");
    assertThat(Proc.status(mayNot, "NoNewPrivs")).isEqualTo("1");
    assertThat(of("maynot", "grep NoNewPrivs /proc/self/status")).contains("1");
  }

  @Test
  void aReadOnlyRootLeavesVolumesAndDevices() {
    apply(
        Manifest.pod("web")
            .spec("volumes", List.of(Map.of("name", "v")))
            .script("fixed", SLEEP)
            .with("workingDir", "/not/in/the/image")
            .with("securityContext", Map.of("readOnlyRootFilesystem", true))
            .with("volumeMounts", List.of(Map.of("name", "v", "mountPath", "/data")))
            .script("free", SLEEP)
            .with("securityContext", Map.of("readOnlyRootFilesystem", false)));
    for (String file : List.of("/tmp/x", "/x", "/not/in/the/image/x", "/etc/resolv.conf")) {
      Ran write = tried("fixed", "echo x > " + file);
      assertThat(write.status()).as(file).isNotZero();
      assertThat(write.err()).as(file).contains("Read-only file system");
      assertThat(tried("free", "mkdir -p /not/in/the/image; echo x > " + file).status()).isZero();
    }
    assertThat(of("fixed", "cd /data && echo y > x && cat x; echo z > /dev/shm/x; pwd"))
        .isEqualTo("y\n/data\n");
    assertThat(tried("fixed", "mount -o remount,rw /").status()).isNotZero();
    assertThat(tried("fixed", "echo x > /dev/termination-log").status()).isZero();
  }

  @Test
  @Tag("cgroup")
  void aPrivilegedOneMayWhatRootOfTheHostMay() {
    apply(
        Manifest.pod("web")
            .script("all", SLEEP)
            .with("securityContext", Map.of("privileged", true))
            .script("usual", SLEEP));
    assertThat(Proc.status(pid("web", "all"), "CapEff"))
        .isEqualTo(Proc.status(ProcessHandle.current().pid(), "CapPrm"));
    assertThat(Proc.status(pid("web", "all"), "Seccomp")).isEqualTo("0");
    assertThat(Proc.status(pid("web", "usual"), "Seccomp")).isEqualTo("2");
    assertThat(of("all", "ls /dev")).contains("kmsg");
    assertThat(of("usual", "ls /dev")).doesNotContain("kmsg");
    assertThat(of("all", "mkdir /m && mount -t tmpfs none /m && echo x > /m/x && cat /m/x"))
        .isEqualTo("x\n");
    assertThat(of("all", "mount | grep -E ' /(proc|sys)(/| )'")).doesNotContain("(ro,");
    String mkdir =
        "for d in /sys/fs/cgroup /sys/fs/cgroup/*/; do mkdir $d/mine && rmdir $d/mine && exit 0;"
            + " done 2>/dev/null; exit 1";
    assertThat(tried("all", mkdir).status()).isZero();
    assertThat(tried("usual", mkdir).status()).isNotZero();
    assertThat(tried("all", "ip link set lo mtu 1400").ok()).isEmpty();
  }

  @Test
  void whatRootOfThisHostHasNotIsRefused() {
    Ran ran =
        tryApply(
            Manifest.pod("web")
                .script("one", SLEEP)
                .with(
                    "securityContext", Map.of("capabilities", Map.of("add", List.of("SYS_ADMINS"))))
                .json());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains(
            "spec.containers[0].securityContext.capabilities.add[0]: \"SYS_ADMINS\" is no"
                + " capability; use a name of capabilities(7), such as NET_ADMIN, or ALL");
  }

  private static List<Object> sysctl(String name, String value) {
    return List.of(Map.of("name", name, "value", value));
  }

  @Test
  void sysctlsAreThePodsAlone() throws IOException {
    Path mine = Path.of("/proc/sys/kernel/shm_rmid_forced");
    String before = Files.readString(mine);
    apply(
        Manifest.pod("web")
            .spec(
                "securityContext",
                Map.of(
                    "sysctls",
                    List.of(
                        Map.of("name", "kernel.shm_rmid_forced", "value", "1"),
                        Map.of("name", "net/ipv4/ip_local_port_range", "value", "2000 3000"))))
            .script("one", SLEEP));
    assertThat(of("one", "cat /proc/sys/kernel/shm_rmid_forced")).isEqualTo("1\n");
    assertThat(of("one", "cat /proc/sys/net/ipv4/ip_local_port_range")).isEqualTo("2000\t3000\n");
    assertThat(Files.readString(mine)).isEqualTo(before);
  }

  @Test
  void anUnsafeSysctlHasToBeAllowed() {
    Manifest pod =
        Manifest.pod("web")
            .spec("securityContext", Map.of("sysctls", sysctl("kernel.msgmax", "65536")))
            .script("one", SLEEP);
    assertThat(tryApply(pod.json()).err())
        .contains(
            "spec.securityContext.sysctls[0].name: forbidden sysctl: \"kernel.msgmax\" not"
                + " allowlisted; if you trust the pod: apply --allowed-unsafe-sysctls"
                + " kernel.msgmax");
    byte[] text = pod.json().getBytes(StandardCharsets.UTF_8);
    beanpod.runWith(text, "apply", "-f", "-", "--allowed-unsafe-sysctls", "kernel.msg*").ok();
    assertThat(of("one", "cat /proc/sys/kernel/msgmax")).isEqualTo("65536\n");
  }

  @Test
  void aValueThatTheKernelDoesNotTakeIsTold() {
    Ran ran =
        tryApply(
            Manifest.pod("web")
                .spec(
                    "securityContext", Map.of("sysctls", sysctl("net.ipv4.tcp_syncookies", "many")))
                .script("one", SLEEP)
                .json());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("spec.securityContext.sysctls: \"many\" for /proc/sys/net/ipv4/tcp_syncookies: ")
        .contains("EINVAL");
  }
}
