package io.beanpod.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program is data. Alternatives are listed one after the other: the second where one fails. */
class TerminationLogTest {
  @Test
  void aFileOfTheHostIsMadeAndBound() {
    assertThat(steps("/last"))
        .containsExactly(
            "mknodat /pod/last-words",
            "openat2 /last",
            "mknodat last",
            "openat2 /last",
            "open_tree /pod/last-words",
            "move_mount on /last");
  }

  @Test
  void theDirectoryIsLookedUpInTheContainersRoot() {
    assertThat(steps("/dev/termination-log").subList(1, 4))
        .containsExactly("openat2 /dev/termination-log", "openat2 /dev", "mkdirat dev");
  }

  @Test
  void missingParentsAreMadeOneAfterTheOther() {
    assertThat(steps("/var/log/last"))
        .containsExactly(
            "mknodat /pod/last-words",
            "openat2 /var/log/last",
            "openat2 /var/log",
            "openat2 /var",
            "mkdirat var",
            "openat2 /var",
            "mkdirat log",
            "openat2 /var/log",
            "mknodat last",
            "openat2 /var/log/last",
            "open_tree /pod/last-words",
            "move_mount on /var/log/last");
  }

  private static List<String> steps(String path) {
    SyscallProgram p = new SyscallProgram();
    TerminationLog.mount(
        p, p.openat(SyscallProgram.CWD, "/root", Fd.O_PATH, 0), Path.of("/pod/last-words"), path);
    List<String> listing = p.listing();
    return listing.subList(1, listing.size());
  }
}
