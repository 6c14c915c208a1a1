package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Clone;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.linux.Waiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What of v2 needs no controllers: being born in a cgroup, {@code cgroup.kill} and removal. A
 * hybrid host has that too, in its unified hierarchy.
 */
@Tag("cgroup")
class UnifiedHierarchyTest {
  private final String top = "beanpod-test-unified-" + ProcessHandle.current().pid();
  private Cgroup cgroup;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(Processes.isRoot(), "skipped: only root may make cgroups");
    String mountinfo =
        Files.readString(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1);
    Optional<CgroupMount> unified = CgroupMounts.parse(mountinfo).unified();
    assumeTrue(
        unified.isPresent() && !unified.get().readOnly(),
        "skipped: this host has no writable unified hierarchy");
    cgroup = new V2Driver(unified.get().point()).cgroup(top);
    Files.createDirectories(cgroup.v2Directory().orElseThrow().resolve("web"));
  }

  @AfterEach
  void remove() throws IOException {
    if (cgroup != null) {
      cgroup.kill();
      cgroup.remove();
    }
  }

  @Test
  void aChildBornInsideIsKilledByTheKernel() throws Exception {
    Path web = cgroup.v2Directory().orElseThrow().resolve("web");
    SyscallProgram program = new SyscallProgram();
    program.execve("/bin/sleep", List.of("sleep", "1000"), List.of());
    try (Fd directory = Fd.open(web.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      var child = Clone.spawn(program, 0, Optional.of(directory));
      assertThat(cgroup.processes()).containsExactly(child.pid());
      cgroup.kill();
      assertThat(Waiting.reap(child)).map(Waiting.Exit::signal).contains(Processes.SIGKILL);
      child.pidfd().close();
    }
    assertThat(cgroup.processes()).isEmpty();
    cgroup.remove();
    assertThat(web).doesNotExist();
  }
}
