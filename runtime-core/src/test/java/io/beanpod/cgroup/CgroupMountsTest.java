package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CgroupMountsTest {
  private static final String HYBRID =
      """
      23 1 254:0 / / rw,relatime - ext4 /dev/root rw
      31 23 0:28 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
      32 31 0:29 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw,nsdelegate
      33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:15 master:3 - cgroup cgroup rw,cpu,cpuacct
      34 31 0:31 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset
      35 31 0:32 / /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory
      36 31 0:33 / /mnt/all\\040cgroups/memory rw - cgroup cgroup rw,memory
      """;

  @Test
  void controllersThatAreMountedTogether() {
    CgroupMounts mounts = CgroupMounts.parse(HYBRID);
    Path together = Path.of("/sys/fs/cgroup/cpu,cpuacct");
    assertThat(mounts.controller("cpu")).map(CgroupMount::point).contains(together);
    assertThat(mounts.controller("cpuacct")).map(CgroupMount::point).contains(together);
  }

  @Test
  void aPartOfANameIsNotTheController() {
    String cpusetOnly = "34 31 0:31 / /c rw - cgroup cgroup rw,cpuset";
    assertThat(CgroupMounts.parse(cpusetOnly).controller("cpu")).isEmpty();
    assertThat(CgroupMounts.parse(cpusetOnly).controller("set")).isEmpty();
  }

  @Test
  void aWritableMountIsPreferredAndItsBlanksAreDecoded() {
    assertThat(CgroupMounts.parse(HYBRID).controller("memory"))
        .map(CgroupMount::point)
        .contains(Path.of("/mnt/all cgroups/memory"));
  }

  @Test
  void theUnifiedHierarchyIsNotAV1One() {
    CgroupMounts mounts = CgroupMounts.parse(HYBRID);
    assertThat(mounts.unified())
        .map(CgroupMount::point)
        .contains(Path.of("/sys/fs/cgroup/unified"));
    assertThat(mounts.controller("pids")).isEmpty();
  }

  @Test
  void whatIsMountedOverIsHidden() {
    String twice =
        """
        32 31 0:29 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
        99 31 0:29 / /sys/fs/cgroup ro - cgroup2 cgroup2 rw
        """;
    assertThat(CgroupMounts.parse(twice).unified()).map(CgroupMount::readOnly).contains(true);
  }
}
