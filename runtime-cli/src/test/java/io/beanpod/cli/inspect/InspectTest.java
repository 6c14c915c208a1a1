package io.beanpod.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.store.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InspectTest {
  private static final List<String> HYBRID =
      List.of(
          "25 24 0:21 / /sys/fs/cgroup ro,nosuid shared:8 - tmpfs tmpfs ro,mode=755",
          "26 25 0:22 / /sys/fs/cgroup/unified rw shared:9 - cgroup2 cgroup2 rw,nsdelegate",
          "27 25 0:23 / /sys/fs/cgroup/systemd rw shared:10 - cgroup cgroup rw,xattr,name=systemd",
          "28 25 0:24 / /sys/fs/cgroup/cpu,cpuacct rw shared:11 - cgroup cgroup rw,cpu,cpuacct",
          "29 25 0:25 /outer /sys/fs/cgroup/memory rw shared:12 - cgroup cgroup rw,memory");

  @Test
  void findsCgroupsOfEveryHierarchy() {
    List<String> cgroup =
        List.of(
            "4:memory:/outer/beanpod/pod1",
            "3:cpu,cpuacct:/beanpod/pod1",
            "2:freezer:/",
            "1:name=systemd:/",
            "0::/beanpod/pod1/web");
    assertThat(CgroupDirectories.of(cgroup, HYBRID))
        .isEqualTo(
            Map.of(
                "memory", "/sys/fs/cgroup/memory/beanpod/pod1",
                "cpu,cpuacct", "/sys/fs/cgroup/cpu,cpuacct/beanpod/pod1",
                "name=systemd", "/sys/fs/cgroup/systemd",
                "v2", "/sys/fs/cgroup/unified/beanpod/pod1/web"));
  }

  @Test
  void aCgroupThatIsNotMountedHereHasNoDirectory() {
    assertThat(CgroupDirectories.of(List.of("4:memory:/outside"), HYBRID)).isEmpty();
    assertThat(CgroupDirectories.of(List.of("4:memory:/outer-not/x"), HYBRID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,host", "2,pod", "3,own"})
  void saysWhoseANamespaceIs(long inode, String owner) {
    Namespaces host = new Namespaces(Map.of("net", 1L));
    Namespaces pause = new Namespaces(Map.of("net", 2L));
    Namespaces container = new Namespaces(Map.of("net", inode));
    assertThat(container.owner("net", host, pause)).isEqualTo(owner);
    assertThat(pause.owner("net", host, pause)).isEqualTo("pod");
    assertThat(Namespaces.NONE.owner("net", host, pause)).isEmpty();
  }

  @Test
  void knowsThePidsFromTheHostInwards() {
    ProcessView view =
        new ProcessView(
            ProcessView.nsPids(List.of("Name:\tnginx", "NSpid:\t4711\t5\t1", "NSpgid:\t1")),
            Namespaces.NONE,
            Map.of(),
            SeccompView.NONE);
    assertThat(view.hostPid()).isEqualTo("4711");
    assertThat(view.podPid()).isEqualTo("5");
    assertThat(view.innermostPid()).isEqualTo("1");
    assertThat(ProcessView.NONE.podPid()).isEqualTo("-");
  }

  @Test
  void knowsHowSystemCallsAreFiltered() {
    SeccompView seccomp = SeccompView.of(List.of("Seccomp:\t2", "Seccomp_filters:\t1"));
    assertThat(seccomp.modeText()).isEqualTo("2 (filter)");
    assertThat(seccomp.filtersText()).isEqualTo("1");
    SeccompView old = SeccompView.of(List.of("Seccomp:\t0"));
    assertThat(old.modeText()).isEqualTo("0 (disabled)");
    assertThat(old.filtersText()).isEqualTo("-");
    assertThat(SeccompView.NONE.modeText()).isEqualTo("-");
  }

  @Test
  void knowsTheProfileOfAContainer() {
    Map<String, Object> own =
        Map.of(
            "name",
            "own",
            "securityContext",
            Map.of("seccompProfile", Map.of("type", "Localhost", "localhostProfile", "a.json")));
    Map<String, Object> spec = Map.of("containers", List.of(own, Map.of("name", "other")));
    Map<String, Object> pod = Map.of("spec", spec);
    assertThat(SeccompView.profile(pod, "own")).isEqualTo("Localhost a.json");
    assertThat(SeccompView.profile(pod, "other")).isEqualTo("RuntimeDefault (the default)");
    Map<String, Object> unconfined = new HashMap<>(spec);
    unconfined.put("securityContext", Map.of("seccompProfile", Map.of("type", "Unconfined")));
    assertThat(SeccompView.profile(Map.of("spec", unconfined), "own"))
        .isEqualTo("Localhost a.json");
    assertThat(SeccompView.profile(Map.of("spec", unconfined), "other")).isEqualTo("Unconfined");
  }

  @Test
  void aProcessThatHasGivenUpItsNamespacesHasEnded(@TempDir Path proc) throws IOException {
    Path process = Files.createDirectories(proc.resolve("7"));
    Files.createDirectories(process.resolve("ns"));
    // The 22nd field, the 20th behind the name, is the time of its start.
    Files.writeString(process.resolve("stat"), "7 (sh) R" + " 0".repeat(18) + " 500 0 0\n");
    Files.writeString(process.resolve("status"), "Name:\tsh\nNSpid:\t7\t3\t1\n");
    ProcessIdentity identity = new ProcessIdentity(7, 500);
    assertThat(identity.alive(proc)).isTrue();
    assertThat(ProcessView.read(proc, identity)).isEqualTo(ProcessView.NONE);
  }
}
