package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.store.Root;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host's own driver, whichever it is, with real processes and the limits' effects. */
@Tag("cgroup")
class HostCgroupTest {
  private static final long MIB = 1 << 20;
  private final String top = "beanpod-test-" + ProcessHandle.current().pid();
  private CgroupDriver driver;
  private Cgroup cgroup;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(Processes.isRoot(), "skipped: only root may make cgroups");
    driver = CgroupDriver.detect(Root.host());
    cgroup = driver.create(top + "/pod1/web");
  }

  @AfterEach
  void removeAll() throws IOException {
    if (driver != null) {
      Cgroup all = driver.cgroup(top);
      all.kill();
      all.remove();
      assertThat(all.directories()).noneMatch(Files::exists);
    }
  }

  @Test
  void memoryLimitKillsAndIsCounted() throws Exception {
    cgroup.apply(Limits.NONE.withMemoryBytes(32 * MIB).withOomGroup(true));
    assertThat(cgroup.oomKills()).isZero();
    Process dd = InCgroup.start(cgroup, "exec dd if=/dev/zero of=/dev/null bs=256M count=1");
    assertThat(dd.waitFor()).isEqualTo(128 + Processes.SIGKILL);
    // With v2, dd counts as the victim and mostly once more as one of the group that goes with it.
    assertThat(cgroup.oomKills()).isBetween(1L, driver.kind().equals("v2") ? 2L : 1L);
  }

  @Test
  void aKillWakesWhoWaitsForIt() throws Exception {
    cgroup.apply(Limits.NONE.withMemoryBytes(32 * MIB));
    try (Fd readable = cgroup.openOomEvents();
        Epoll epoll = new Epoll()) {
      epoll.add(readable, 1);
      assertThat(epoll.await(0)).isZero();
      // The shell goes on: no exit code of its own tells of the child's end.
      String child = "dd if=/dev/zero of=/dev/null bs=256M count=1 2>/dev/null; exit 7";
      assertThat(InCgroup.start(cgroup, child).waitFor()).isEqualTo(7);
      assertThat(epoll.await(10_000)).isEqualTo(1);
      assertThat(cgroup.oomKills()).isPositive();
      assertThat(cgroup.memoryPeak().orElse(32 * MIB)).isBetween(16 * MIB, 32 * MIB);
    }
  }

  @Test
  void allOfTheMemoryIsThereAndNoMore() throws Exception {
    cgroup.apply(Limits.NONE.withMemoryBytes(32 * MIB));
    String allocate = "exec dd if=/dev/zero of=/dev/null count=1 bs=";
    assertThat(InCgroup.start(cgroup, allocate + "28M").waitFor()).isZero();
    assertThat(cgroup.oomKills()).isZero();
    assertThat(InCgroup.start(cgroup, allocate + "33M").waitFor()).isEqualTo(128 + 9);
    assertThat(cgroup.oomKills()).isPositive();
  }

  @Test
  void memoryLimitCanBeRaisedAndLowered() throws IOException {
    for (long bytes : new long[] {64 * MIB, 256 * MIB, 16 * MIB}) {
      cgroup.apply(Limits.NONE.withMemoryBytes(bytes));
      boolean v1 = driver.kind().equals("v1");
      Path directory = cgroup.directories().get(0);
      assertThat(ControlFile.readLong(directory, v1 ? "memory.limit_in_bytes" : "memory.max"))
          .isEqualTo(bytes);
    }
  }

  @Test
  void pidsLimitStopsForks() throws Exception {
    cgroup.apply(Limits.NONE.withPids(4));
    // What stays behind must not hold the pipe that the shell's message is read from to its end.
    String forks = "for i in 1 2 3 4 5 6; do sleep 1000 >/dev/null 2>&1 & done";
    Process sh = InCgroup.start(cgroup, forks);
    assertThat(sh.waitFor()).isNotIn(0, 99);
    assertThat(new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .containsIgnoringCase("fork");
    assertThat(cgroup.processes()).hasSize(3); // and the shell was the fourth
  }

  @Test
  void cpuQuotaThrottles() throws Exception {
    cgroup.apply(Limits.NONE.withCpuMilli(100));
    Path cpu = directoryWith("cpu.stat", "nr_throttled");
    assertThat(ControlFile.readKey(cpu, "cpu.stat", "nr_throttled")).isZero();
    Process busy = InCgroup.start(cgroup, "while :; do :; done");
    // Waits for the effect; if there is none, the busy loop's second of CPU time ends the wait.
    long nanos = 0;
    while (ControlFile.readKey(cpu, "cpu.stat", "nr_throttled") == 0 && nanos < 1_000_000_000L) {
      nanos = cgroup.usage().cpuNanos().orElseThrow();
      assertThat(busy.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    assertThat(ControlFile.readKey(cpu, "cpu.stat", "nr_throttled")).isPositive();
  }

  /**
   * By the cgroup's own counter: 400 ms of CPU take 20 periods of 20 ms. The first may be half
   * over, and each CPU may be given 5 ms too much; a busy host only makes it take longer.
   */
  @Test
  void cpuTimeIsNoMoreThanTheQuota() throws Exception {
    cgroup.apply(Limits.NONE.withCpuMilli(200));
    long start = System.nanoTime();
    Process busy = InCgroup.start(cgroup, "while :; do :; done");
    while (cgroup.cpuNanos().orElseThrow() < 400_000_000L) {
      assertThat(busy.isAlive()).isTrue();
      Thread.sleep(1);
    }
    assertThat(System.nanoTime() - start).isGreaterThan(1_700_000_000L);
  }

  /** On one CPU, whatever else runs there: both wait for the others as long. */
  @Test
  void whoRequestsFourTimesTheCpuGetsFourTimesAsMuch() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/taskset")), "skipped: there is no taskset");
    Cgroup other = driver.create(top + "/pod1/log");
    cgroup.apply(Limits.NONE.withCpuRequestMilli(1000));
    other.apply(Limits.NONE.withCpuRequestMilli(250));
    String busy = "exec taskset -c 0 sh -c 'echo ready; while :; do :; done'";
    ready(InCgroup.start(cgroup, busy));
    ready(InCgroup.start(other, busy));
    long much = cgroup.cpuNanos().orElseThrow();
    long little = other.cpuNanos().orElseThrow();
    while (cgroup.cpuNanos().orElseThrow() < much + 1_000_000_000L) {
      Thread.sleep(5);
    }
    much = cgroup.cpuNanos().orElseThrow() - much;
    little = other.cpuNanos().orElseThrow() - little;
    // v1 has shares of 1024 and 256; the weights of v2 are 100 and 32.
    assertThat((double) much / little).isBetween(2.0, 6.0);
  }

  /** By its own counter of how often that happened; what it allocates, it gets nevertheless. */
  @Test
  void whoTakesMoreThanMemoryHighIsSlowedDownAndNotKilled() throws Exception {
    assumeTrue(driver.kind().equals("v2"), "skipped: cgroup v1 has no memory.high");
    cgroup.apply(
        Limits.NONE.withMemoryBytes(64 * MIB).withMemoryQos(new MemoryQos(4 * MIB, 16 * MIB)));
    Path directory = cgroup.directories().get(0);
    String allocate = "exec dd if=/dev/zero of=/dev/null count=1 bs=20M";
    assertThat(InCgroup.start(cgroup, allocate).waitFor()).isZero();
    assertThat(ControlFile.readKey(directory, "memory.events", "high")).isPositive();
    assertThat(cgroup.oomKills()).isZero();
    assertThat(cgroup.memoryPeak().orElse(20 * MIB)).isGreaterThan(16 * MIB);
  }

  /** A file of hugetlbfs takes its pages when it is allocated. */
  @Test
  void hugePagesAreNoMoreThanTheLimit() throws Exception {
    Path free = Path.of("/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages");
    boolean enough = Files.exists(free) && Long.parseLong(Files.readString(free).strip()) >= 4;
    assumeTrue(enough, "skipped: needs 4 free huge pages of 2 MiB: sysctl vm.nr_hugepages=4");
    assumeTrue(driver.whyNoHugePages().isEmpty(), "skipped: " + driver.whyNoHugePages().orElse(""));
    cgroup.apply(Limits.NONE.withHugePages(List.of(new HugePages(2 * MIB, 4 * MIB))));
    String script =
        "set -e; mount -t hugetlbfs -o pagesize=2M none DIR; trap 'umount DIR' EXIT;"
            + " fallocate -l 4M DIR/two; ! fallocate -l 2M DIR/third";
    Path directory = Files.createTempDirectory("huge");
    Process allocate = InCgroup.start(cgroup, script.replace("DIR", directory.toString()));
    assertThat(allocate.waitFor())
        .as(new String(allocate.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isZero();
    Files.delete(directory);
  }

  @Test
  void killEndsAllInAllLevels() throws Exception {
    Cgroup inner = driver.create(top + "/pod2/web");
    Process one = ready(InCgroup.start(inner, "sleep 1000 & echo ready; wait"));
    Cgroup pod = driver.cgroup(top + "/pod2");
    assertThat(pod.processes()).hasSize(2).contains((int) one.pid());
    assertThat(driver.children(top)).containsExactly("pod1", "pod2");
    pod.kill();
    assertThat(pod.processes()).isEmpty();
    assertThat(one.waitFor()).isEqualTo(128 + Processes.SIGKILL);
    pod.remove();
    assertThat(driver.children(top)).containsExactly("pod1");
    assertThat(pod.processes()).isEmpty();
  }

  @Test
  void aForkBombIsKilled() throws Exception {
    cgroup.apply(Limits.NONE.withPids(60));
    // It ends itself when it can't fork any more: only its line is waited for.
    String bomb = "echo ready; b() { b & b & sleep 1000; }; b 2>/dev/null";
    assertThat(InCgroup.start(cgroup, bomb).inputReader().readLine()).isEqualTo("ready");
    cgroup.kill();
    assertThat(cgroup.processes()).isEmpty();
    // The limit is what it was: the container may be started again here.
    assertThat(ControlFile.readLong(directoryWith("pids.max", ""), "pids.max")).isEqualTo(60);
    cgroup.remove();
  }

  @Test
  void createdTwiceIsTheSame() throws IOException {
    cgroup.apply(Limits.NONE.withPids(17));
    assertThat(driver.create(top + "/pod1/web")).isEqualTo(cgroup);
    assertThat(ControlFile.readLong(directoryWith("pids.max", ""), "pids.max")).isEqualTo(17);
  }

  private Path directoryWith(String file, String key) throws IOException {
    for (Path directory : cgroup.directories()) {
      if (ControlFile.exists(directory, file) && ControlFile.read(directory, file).contains(key)) {
        return directory;
      }
    }
    throw new AssertionError("no " + file + " in " + List.copyOf(cgroup.directories()));
  }

  private static Process ready(Process process) throws Exception {
    BufferedReader reader = process.inputReader();
    assertThat(reader.readLine()).isEqualTo("ready");
    assertThat(process.waitFor(0, TimeUnit.SECONDS)).isFalse();
    return process;
  }
}
