package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Processes;
import io.beanpod.store.Root;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On the host's own cgroups: v1 refuses a container's quota that does not fit into its pod's. */
@Tag("cgroup")
class LimitChangeTest {
  private static final long MIB = 1 << 20;
  private static final Limits SMALL = Limits.NONE.withCpuMilli(100).withMemoryBytes(32 * MIB);
  private static final Limits LARGE = Limits.NONE.withCpuMilli(900).withMemoryBytes(64 * MIB);

  private final String top = "beanpod-change-" + ProcessHandle.current().pid();
  private CgroupDriver driver;
  private Cgroup pod;
  private Cgroup web;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(Processes.isRoot(), "skipped: only root may make cgroups");
    driver = CgroupDriver.detect(Root.host());
    pod = driver.create(top + "/pod1");
    web = driver.create(top + "/pod1/web");
    pod.apply(SMALL);
    web.apply(SMALL);
  }

  @AfterEach
  void removeAll() throws IOException {
    if (driver != null) {
      driver.cgroup(top).kill();
      driver.cgroup(top).remove();
    }
  }

  @Test
  void growsAndShrinksAgain() throws IOException {
    LimitChange.write(part(pod, SMALL, LARGE), List.of(part(web, SMALL, LARGE)));
    assertThat(quotaOf(web)).isEqualTo("90000");
    assertThat(memoryOf(web)).isEqualTo(64 * MIB);
    LimitChange.write(part(pod, LARGE, SMALL), List.of(part(web, LARGE, SMALL)));
    assertThat(quotaOf(web)).isEqualTo("10000");
    assertThat(quotaOf(pod)).isEqualTo("10000");
    assertThat(memoryOf(pod)).isEqualTo(32 * MIB);
  }

  @Test
  void oneMayGrowWhileTheOtherShrinks() throws IOException {
    Cgroup log = driver.create(top + "/pod1/log");
    log.apply(SMALL);
    Limits both = Limits.NONE.withCpuMilli(1000);
    LimitChange.write(
        part(pod, SMALL, both), List.of(part(web, SMALL, LARGE), part(log, SMALL, SMALL)));
    LimitChange.write(
        part(pod, both, both), List.of(part(web, LARGE, SMALL), part(log, SMALL, LARGE)));
    assertThat(quotaOf(web)).isEqualTo("10000");
    assertThat(quotaOf(log)).isEqualTo("90000");
  }

  @Test
  void memoryThatIsInUseStandsInTheWay() throws Exception {
    Limits enough = Limits.NONE.withMemoryBytes(30 * MIB);
    web.apply(enough);
    // What tail keeps of a line without an end stays in its memory.
    String hold = "head -c 24M /dev/zero | tail -c 24M | { sleep 1000; }";
    Process process = InCgroup.start(web, hold);
    while (web.usage().memoryBytes() < 20 * MIB) {
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    Limits less = Limits.NONE.withMemoryBytes(16 * MIB);
    assertThat(part(web, enough, less).memoryInTheWay().orElseThrow())
        .isBetween(16 * MIB, 30 * MIB);
    assertThat(part(web, enough, enough).memoryInTheWay()).isEmpty();
    assertThat(part(web, less, enough).memoryInTheWay()).isEmpty();
    assertThat(part(web, enough, Limits.NONE).memoryInTheWay()).isEmpty();
  }

  private static LimitChange.Part part(Cgroup cgroup, Limits before, Limits after) {
    return new LimitChange.Part(cgroup, before, after);
  }

  private static String quotaOf(Cgroup cgroup) throws IOException {
    return cgroup instanceof V1Cgroup v1
        ? ControlFile.read(v1.cpu(), "cpu.cfs_quota_us")
        : ControlFile.read(cgroup.directories().get(0), "cpu.max").replace(" 100000", "");
  }

  private static long memoryOf(Cgroup cgroup) throws IOException {
    return cgroup instanceof V1Cgroup v1
        ? ControlFile.readLong(v1.memory(), "memory.limit_in_bytes")
        : ControlFile.readLong(cgroup.directories().get(0), "memory.max");
  }
}
