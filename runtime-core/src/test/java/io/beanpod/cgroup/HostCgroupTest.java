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
  void enoughMemoryIsEnough() throws Exception {
    cgroup.apply(Limits.NONE.withMemoryBytes(32 * MIB));
    Process dd = InCgroup.start(cgroup, "exec dd if=/dev/zero of=/dev/null bs=8M count=1");
    assertThat(dd.waitFor()).isZero();
    assertThat(cgroup.oomKills()).isZero();
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
