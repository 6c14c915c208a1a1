package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V1ControllersTest {
  @TempDir Path dir;
  private FakeCgroup cpu;
  private FakeCgroup memory;
  private FakeCgroup pids;
  private FakeCgroup cpuacct;
  private Cgroup cgroup;

  @BeforeEach
  void files() throws IOException {
    cpu = new FakeCgroup(dir.resolve("cpu")).empty("cpu.shares", "cpu.cfs_quota_us");
    memory =
        new FakeCgroup(dir.resolve("memory"))
            .empty("memory.limit_in_bytes")
            .file("memory.memsw.limit_in_bytes", "999999999");
    pids = new FakeCgroup(dir.resolve("pids")).empty("pids.max");
    cpuacct = new FakeCgroup(dir.resolve("cpuacct")).file("cpuacct.usage", "4711\n");
    cgroup =
        new V1Cgroup(
            "beanpod/pod1/web",
            cpu.directory(),
            memory.directory(),
            pids.directory(),
            Optional.of(cpuacct.directory()),
            Optional.empty());
  }

  @Test
  void allLimits() throws IOException {
    cgroup.apply(
        Limits.NONE
            .withMemoryBytes(134217728)
            .withCpuMilli(1500)
            .withCpuRequestMilli(250)
            .withPids(64)
            .withOomGroup(true));
    assertThat(memory.read("memory.limit_in_bytes")).isEqualTo("134217728");
    assertThat(memory.read("memory.memsw.limit_in_bytes")).isEqualTo("134217728");
    assertThat(cpu.read("cpu.cfs_quota_us")).isEqualTo("150000");
    assertThat(cpu.read("cpu.shares")).isEqualTo("256");
    assertThat(pids.read("pids.max")).isEqualTo("64");
  }

  @Test
  void whatOnlyV2CanIsRefused() {
    Limits limits = Limits.NONE.withMemoryQos(new MemoryQos(4096, MemoryQos.NO_HIGH));
    assertThatThrownBy(() -> cgroup.apply(limits))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("only cgroup v2 has memory.min and memory.high");
  }

  @Test
  void withoutLimitsOnlyTheSharesAreWritten() throws IOException {
    cgroup.apply(Limits.NONE);
    assertThat(cpu.read("cpu.shares")).isEqualTo("2");
    assertThat(cpu.read("cpu.cfs_quota_us")).isEmpty();
    assertThat(memory.read("memory.limit_in_bytes")).isEmpty();
    assertThat(memory.read("memory.memsw.limit_in_bytes")).isEqualTo("999999999");
    assertThat(pids.read("pids.max")).isEmpty();
  }

  @Test
  void aKernelWithoutSwapAccountingHasOneLimit() throws IOException {
    Path swap = memory.directory().resolve("memory.memsw.limit_in_bytes");
    Files.delete(swap);
    cgroup.apply(Limits.NONE.withMemoryBytes(4096));
    assertThat(memory.read("memory.limit_in_bytes")).isEqualTo("4096");
    assertThat(swap).doesNotExist();
  }

  @Test
  void oomKillsAndUsage() throws IOException {
    memory
        .file("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 5\n")
        .file("memory.usage_in_bytes", "8192\n")
        .file("memory.stat", "inactive_file 1\ntotal_cache 5000\ntotal_inactive_file 4096\n");
    assertThat(cgroup.oomKills()).isEqualTo(5);
    assertThat(cgroup.usage()).isEqualTo(new Usage(8192, 4096, OptionalLong.of(4711)));
    assertThat(cgroup.usage().workingSetBytes()).isEqualTo(4096);
  }

  @Test
  void whatFlowsIsCountedWhereAHierarchyOfOursCounts() throws IOException {
    pids.file("pids.current", "3\n");
    assertThat(cgroup.cpuNanos()).hasValue(4711);
    assertThat(cgroup.pidsCurrent()).isEqualTo(3);
    assertThat(cgroup.io()).isEmpty();
    assertThat(cgroup.pressure()).isEqualTo(Pressure.NONE);
    Cgroup without =
        new V1Cgroup(
            "",
            cpu.directory(),
            memory.directory(),
            pids.directory(),
            Optional.empty(),
            Optional.empty());
    assertThat(without.cpuNanos()).isEmpty();
  }

  @Test
  void itIsThereOnlyInAllHierarchies() throws IOException {
    assertThat(cgroup.exists()).isTrue();
    Files.delete(dir.resolve("pids/pids.max"));
    Files.delete(dir.resolve("pids"));
    assertThat(cgroup.exists()).isFalse();
  }

  @Test
  void aChildJoinsEveryHierarchyOnce() {
    assertThat(cgroup.joinFiles())
        .containsExactly(
            dir.resolve("memory/tasks"),
            dir.resolve("cpu/tasks"),
            dir.resolve("pids/tasks"),
            dir.resolve("cpuacct/tasks"));
    assertThat(cgroup.v2Directory()).isEmpty();
    Path cpuAndAcct = dir.resolve("cpu,cpuacct");
    Cgroup together =
        new V1Cgroup(
            "",
            cpuAndAcct,
            memory.directory(),
            pids.directory(),
            Optional.of(cpuAndAcct),
            Optional.empty());
    assertThat(together.directories())
        .containsExactly(memory.directory(), cpuAndAcct, pids.directory());
  }
}
