package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTest {
  @TempDir Path dir;

  private CgroupDriver detect(String mountinfo) throws IOException {
    Path own = Files.writeString(dir.resolve("own"), "0::/\n");
    return Detection.of(
        CgroupMounts.parse(mountinfo), new V2Home(Root.below(dir.resolve("root")), own));
  }

  private static String v1(String controller, String options) {
    return "32 31 0:29 / /c/" + controller + " " + options + " - cgroup cgroup rw," + controller;
  }

  private String v2(String options) {
    return "40 31 0:37 / " + dir + " " + options + " - cgroup2 cgroup2 rw";
  }

  @Test
  void aHybridHostHasV1() throws IOException {
    String mountinfo =
        String.join(
            "\n", v1("cpu", "rw"), v1("memory", "rw"), v1("pids", "rw"), v1("cpuacct", "rw"));
    // The unified hierarchy is not even looked at: its directory has no cgroup.controllers.
    assertThat(detect(mountinfo + "\n" + v2("rw") + "\n"))
        .isEqualTo(
            new V1Driver(
                Path.of("/c/cpu"),
                Path.of("/c/memory"),
                Path.of("/c/pids"),
                Optional.of(Path.of("/c/cpuacct")),
                Optional.empty()));
  }

  @Test
  void aHostWithAllControllersInTheUnifiedHierarchyHasV2() throws IOException {
    new FakeCgroup(dir).file("cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
    assertThat(detect(v2("rw"))).isEqualTo(new V2Driver(dir));
  }

  @Test
  void noCgroupsAtAll() {
    assertThatThrownBy(() -> detect("23 1 254:0 / / rw - ext4 /dev/root rw\n"))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("mount -t cgroup2 cgroup2 /sys/fs/cgroup");
  }

  @Test
  void aMissingControllerIsNamed() throws IOException {
    new FakeCgroup(dir).file("cgroup.controllers", "cpuset cpu io pids\n");
    assertThatThrownBy(() -> detect(v2("rw")))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("no hierarchy has the controller memory,")
        .hasMessageContaining("cgroup_enable=memory");
  }

  @Test
  void readOnlyMountsAreNamedWithTheRemedy() throws IOException {
    String mountinfo = String.join("\n", v1("cpu", "rw"), v1("memory", "ro"), v1("pids", "rw"));
    assertThatThrownBy(() -> detect(mountinfo))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("mount -o remount,rw /c/memory");

    new FakeCgroup(dir).file("cgroup.controllers", "cpu memory pids\n");
    assertThatThrownBy(() -> detect(v2("ro,nosuid")))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining(dir + " is mounted read-only");
  }

  @Test
  void theHierarchyOfAnotherCgroupNamespaceIsRefused() throws IOException {
    new FakeCgroup(dir).file("cgroup.controllers", "cpu memory pids\n");
    String outside = "40 31 0:37 /.. " + dir + " rw - cgroup2 cgroup2 rw";
    assertThat(detect(outside)).isEqualTo(new V2Driver(dir));
    assertThatThrownBy(() -> detect(outside + ",nsdelegate"))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("umount " + dir + " && mount -t cgroup2 cgroup2 " + dir);
  }

  @Test
  void controllersInBothKindsAreRefused() throws IOException {
    new FakeCgroup(dir).file("cgroup.controllers", "memory pids\n");
    assertThatThrownBy(() -> detect(v1("cpu", "rw") + "\n" + v2("rw")))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("only cpu is in a v1 hierarchy");
  }
}
