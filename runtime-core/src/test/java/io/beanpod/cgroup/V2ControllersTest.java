package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class V2ControllersTest {
  @TempDir Path dir;
  private FakeCgroup fake;
  private Cgroup cgroup;

  @BeforeEach
  void files() throws IOException {
    fake =
        new FakeCgroup(dir)
            .empty("memory.max", "memory.swap.max", "memory.oom.group")
            .empty("cpu.max", "cpu.weight", "pids.max");
    cgroup = new V2Cgroup("beanpod/pod1/web", dir);
  }

  @Test
  void allLimits() throws IOException {
    cgroup.apply(
        Limits.NONE
            .withMemoryBytes(134217728)
            .withCpuMilli(500)
            .withCpuRequestMilli(1000)
            .withPids(64)
            .withOomGroup(true));
    assertThat(fake.read("memory.max")).isEqualTo("134217728");
    assertThat(fake.read("memory.swap.max")).isEqualTo("0");
    assertThat(fake.read("memory.oom.group")).isEqualTo("1");
    assertThat(fake.read("cpu.max")).isEqualTo("50000 100000");
    assertThat(fake.read("cpu.weight")).isEqualTo("100");
    assertThat(fake.read("pids.max")).isEqualTo("64");
  }

  @Test
  void protectedMemoryAndWhereItIsSlowedDown() throws IOException {
    fake.empty("memory.min", "memory.high");
    cgroup.apply(Limits.NONE.withMemoryQos(new MemoryQos(67108864, 127926272)));
    assertThat(fake.read("memory.min")).isEqualTo("67108864");
    assertThat(fake.read("memory.high")).isEqualTo("127926272");
    fake.empty("memory.high");
    cgroup.apply(Limits.NONE.withMemoryQos(new MemoryQos(0, MemoryQos.NO_HIGH)));
    assertThat(fake.read("memory.high")).isEqualTo("max");
  }

  @Test
  void withoutLimitsOnlyTheWeightIsWritten() throws IOException {
    cgroup.apply(Limits.NONE);
    assertThat(fake.read("cpu.weight")).isEqualTo("1");
    for (String name :
        new String[] {"memory.max", "memory.swap.max", "memory.oom.group", "cpu.max", "pids.max"}) {
      assertThat(fake.read(name)).as(name).isEmpty();
    }
  }

  @Test
  void aKernelWithoutSwapHasNoSwapFile() throws IOException {
    Files.delete(dir.resolve("memory.swap.max"));
    cgroup.apply(Limits.NONE.withMemoryBytes(4096));
    assertThat(fake.read("memory.max")).isEqualTo("4096");
    assertThat(dir.resolve("memory.swap.max")).doesNotExist();
  }

  @Test
  void aMissingControllerIsAnErrorThatNamesFileAndValue() throws IOException {
    Files.delete(dir.resolve("pids.max"));
    assertThatThrownBy(() -> cgroup.apply(Limits.NONE.withPids(7)))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("write '7' to " + dir.resolve("pids.max") + ": ENOENT")
        .hasMessageContaining("is not enabled");
    assertThat(dir.resolve("pids.max")).doesNotExist();
  }

  @Test
  void oomKillsAreNotTheOomsAndNotTheGroupKills() throws IOException {
    fake.file("memory.events", "low 0\nhigh 3\nmax 90\noom 7\noom_kill 2\noom_group_kill 1\n");
    assertThat(cgroup.oomKills()).isEqualTo(2);
  }

  @Test
  void usage() throws IOException {
    fake.file("memory.current", "1052672\n")
        .file("memory.stat", "anon 4096\nfile 9000\ninactive_anon 1\ninactive_file 8192\n")
        .file("cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n");
    assertThat(cgroup.usage()).isEqualTo(new Usage(1052672, 8192, OptionalLong.of(1_500_000)));
    assertThat(cgroup.usage().workingSetBytes()).isEqualTo(1044480);
  }

  @Test
  void filesMayBeLongAndMayBeMissing() throws IOException {
    fake.file("memory.current", "9\n").file("cpu.stat", "usage_usec 0\n");
    fake.file("memory.stat", "filler 1\n".repeat(2000) + "inactive_file 7\n");
    assertThat(cgroup.usage().inactiveFileBytes()).isEqualTo(7);
    Files.delete(dir.resolve("memory.stat"));
    assertThatThrownBy(cgroup::usage)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(dir.resolve("memory.stat").toString());
  }

  @Test
  void theWorkingSetIsNeverBelowZero() throws IOException {
    // The two files are read one after the other, and the kernel flushes its counters in between.
    fake.file("memory.current", "4096\n").file("memory.stat", "inactive_file 8192\n");
    fake.file("cpu.stat", "usage_usec 0\n");
    assertThat(cgroup.usage().workingSetBytes()).isZero();
  }

  @Test
  void pidsAndTheBytesOfAllDevices() throws IOException {
    fake.file("pids.current", "12\n")
        .file(
            "io.stat",
            "8:16 rbytes=1459200 wbytes=314773504 rios=192 wios=353 dbytes=0 dios=0\n"
                + "8:0 rbytes=100 wbytes=20 rios=1 wios=1 dbytes=7 dios=1\n");
    assertThat(cgroup.pidsCurrent()).isEqualTo(12);
    assertThat(cgroup.io()).contains(new IoBytes(1459300, 314773524));
    fake.file("io.stat", "");
    assertThat(cgroup.io()).contains(IoBytes.ZERO);
    // Before its first byte the kernel may list a device without counters.
    fake.file("io.stat", "8:0 \n");
    assertThat(cgroup.io()).contains(IoBytes.ZERO);
    Files.delete(dir.resolve("io.stat"));
    assertThat(cgroup.io()).isEmpty();
  }

  @Test
  void pressureIsThatOfTheLastTenSeconds() throws IOException {
    fake.file("cpu.pressure", psi("12.34"))
        .file("memory.pressure", psi("0.05"))
        .file("io.pressure", psi("100.00"));
    assertThat(cgroup.pressure())
        .isEqualTo(new Pressure(OptionalInt.of(1234), OptionalInt.of(5), OptionalInt.of(10000)));
    Files.delete(dir.resolve("io.pressure"));
    assertThat(cgroup.pressure().io()).isEmpty();
    fake.file("cpu.pressure", "full avg10=0.00\n");
    assertThatThrownBy(cgroup::pressure)
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining(dir.resolve("cpu.pressure") + " does not begin with 'some avg10=");
  }

  private static String psi(String avg10) {
    return "some avg10="
        + avg10
        + " avg60=1.00 avg300=2.00 total=12345678\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n";
  }

  @Test
  void whatIsNoNumberIsQuoted() throws IOException {
    fake.file("memory.current", "max\n");
    assertThatThrownBy(cgroup::usage)
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining(dir.resolve("memory.current") + " holds 'max'");
    fake.file("memory.events", "low 0\n");
    assertThatThrownBy(cgroup::oomKills)
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("has no line 'oom_kill'");
  }

  @Test
  void aChildIsBornIntoTheDirectory() {
    assertThat(cgroup.v2Directory()).contains(dir);
    assertThat(cgroup.joinFiles()).isEmpty();
  }

  @Test
  void processesOfAllLevelsWithoutThoseOfOtherPidNamespaces() throws IOException {
    fake.file("cgroup.procs", "12\n0\n7\n");
    new FakeCgroup(dir.resolve("inner/most")).file("cgroup.procs", "3\n");
    new FakeCgroup(dir.resolve("inner")).file("cgroup.procs", "");
    assertThat(cgroup.processes()).containsExactly(3, 7, 12);
    assertThat(new V2Cgroup("", dir.resolve("gone")).processes()).isEmpty();
  }
}
