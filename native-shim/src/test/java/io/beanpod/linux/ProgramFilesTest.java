package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file steps, by what they leave on disk. */
class ProgramFilesTest {
  private static final int EXDEV = 18;

  @TempDir Path dir;
  private final SyscallProgram p = new SyscallProgram();

  private void end() throws IOException {
    p.exit(0);
    Clone.run(p, 0);
  }

  private StepList.Result root() {
    return p.openat(SyscallProgram.CWD, dir.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
  }

  private String stat(String format, String name) throws IOException {
    return Lab.sh(q -> {}, 0, "stat -c '" + format + "' '" + dir.resolve(name) + "'").text();
  }

  @Test
  void aDirectoryHasItsModeLessTheUmask() throws IOException {
    StepList.Result d = root();
    p.umask(027);
    p.mkdirat(d, "less", 0777);
    p.umask(0);
    p.mkdirat(d, "all", 0777);
    p.mkdirat(d, "all/below", 0700);
    end();
    assertThat(stat("%a %F", "less")).isEqualTo("750 directory");
    assertThat(stat("%a %F", "all")).isEqualTo("777 directory");
    assertThat(stat("%a", "all/below")).isEqualTo("700");
  }

  @Test
  void devicesHaveTheirNumbers() throws IOException {
    Lab.needsRoot("mknod of devices");
    StepList.Result d = root();
    p.umask(0);
    p.mknodat(d, "null", 0020666, 1, 3);
    p.mknodat(d, "high", 0060600, 0xabc, 0x12345);
    p.mknodat(d, "fifo", 0010644, 0, 0);
    p.mknodat(d, "plain", 0100640, 0, 0);
    end();
    assertThat(stat("%F %a %t:%T", "null")).isEqualTo("character special file 666 1:3");
    assertThat(stat("%F %a %t:%T", "high")).isEqualTo("block special file 600 abc:12345");
    assertThat(stat("%F %a", "fifo")).isEqualTo("fifo 644");
    assertThat(stat("%F %a", "plain")).isEqualTo("regular empty file 640");
  }

  @Test
  void links() throws IOException {
    StepList.Result d = root();
    p.symlinkat("../some/where é", d, "link");
    end();
    assertThat(Files.readSymbolicLink(dir.resolve("link"))).hasToString("../some/where é");
  }

  @Test
  void openatMakesAFileAndWriteFillsIt() throws IOException {
    p.umask(0);
    StepList.Result file = p.openat(root(), "new", Fd.O_CREAT | Fd.O_EXCL | Fd.O_WRONLY, 0604);
    p.write(file, "größe\n", "new");
    p.write(file, "", "nothing");
    p.close(file);
    end();
    assertThat(dir.resolve("new")).hasContent("größe\n");
    assertThat(stat("%a", "new")).isEqualTo("604");
  }

  @Test
  void aClosedDescriptorIsGone() throws IOException {
    StepList.Result file = p.openat(root(), "new", Fd.O_CREAT | Fd.O_WRONLY, 0600);
    p.close(file);
    p.write(file, "x", "to a closed file");
    p.exit(0);
    assertThatThrownBy(() -> Clone.run(p, 0)).hasMessageContaining("write to a closed file: EBADF");
  }

  /** CVE-2019-19921 and its like: the image's own links must not lead out of it. */
  @Test
  void inRootStaysInside() throws IOException {
    Files.createDirectories(dir.resolve("etc"));
    Files.writeString(dir.resolve("etc/hostname"), "of the image");
    Files.createSymbolicLink(dir.resolve("absolute"), Path.of("/etc/hostname"));
    Files.createSymbolicLink(dir.resolve("up"), Path.of("../../../../etc/hostname"));
    for (String path : new String[] {"absolute", "up", "/etc/hostname", "../../etc/hostname"}) {
      Lab.Output output =
          Lab.run(
              q -> {
                StepList.Result d = q.openat(SyscallProgram.CWD, dir.toString(), Fd.O_PATH, 0);
                q.dup3(q.openat2(d, path, Fd.O_RDONLY, Resolve.IN_ROOT), 0);
              },
              0,
              "/bin/cat");
      assertThat(output.text()).as(path).isEqualTo("of the image");
    }
    Files.delete(dir.resolve("absolute")); // JUnit warns of links that lead out of its directory
    Files.delete(dir.resolve("up"));
  }

  @Test
  void resolveRefusesWhatItSays() throws IOException {
    Files.createDirectories(dir.resolve("d"));
    Files.createSymbolicLink(dir.resolve("link"), Path.of("d"));
    assertThat(errno(dir, "link", Resolve.NO_SYMLINKS)).isEqualTo(Errno.ELOOP);
    assertThat(errno(dir, "link", Resolve.BENEATH)).isZero();
    assertThat(errno(dir, "d/../..", Resolve.BENEATH)).isEqualTo(EXDEV);
    assertThat(errno(dir, "/", Resolve.BENEATH)).isEqualTo(EXDEV);
    assertThat(errno(Path.of("/"), "proc/self/stat", Resolve.NO_XDEV)).isEqualTo(EXDEV);
    assertThat(errno(Path.of("/proc/self"), "exe", Resolve.NO_MAGICLINKS)).isEqualTo(Errno.ELOOP);
    assertThat(errno(Path.of("/proc/self"), "exe", 0)).isZero();
  }

  private static int errno(Path from, String path, long resolve) throws IOException {
    SyscallProgram q = new SyscallProgram();
    StepList.Result d = q.openat(SyscallProgram.CWD, from.toString(), Fd.O_PATH, 0);
    q.openat2(d, path, Fd.O_PATH, resolve);
    q.exit(0);
    try {
      Clone.run(q, 0);
      return 0;
    } catch (ProgramException e) {
      assertThat(e.step()).isEqualTo(1);
      return e.errno();
    }
  }

  @Test
  void theWorkingDirectoryIsKeptByExecve() throws IOException {
    Path real = Files.createDirectory(dir.resolve("work")).toRealPath();
    assertThat(Lab.sh(q -> q.chdir(real.toString()), 0, "pwd -P").text())
        .isEqualTo(real.toString());
    assertThat(
            Lab.sh(
                    q ->
                        q.fchdir(
                            q.openat(SyscallProgram.CWD, real.toString(), Fd.O_PATH, 0), "work"),
                    0,
                    "pwd -P")
                .text())
        .isEqualTo(real.toString());
    assertThat(Lab.sh(q -> q.umask(0137), 0, "umask").text()).isEqualTo("0137");
  }

  /** CVE-2024-21626: what the JVM has open is not for the container. */
  @Test
  void descriptorsFromThreeOnAreClosed() throws IOException {
    String script = "test -e /proc/self/fd/500 && echo open || echo closed";
    assertThat(Lab.sh(ProgramFilesTest::leak, 0, script).text()).isEqualTo("open");
    assertThat(Lab.sh(q -> leak(q).closeOnExecFrom(3), 0, script).text()).isEqualTo("closed");
    assertThat(Lab.sh(q -> leak(q).closeFrom(3), 0, script).text()).isEqualTo("closed");
    assertThat(Lab.run(q -> leak(q).closeOnExecFrom(3), 0, "/bin/ls", "/proc/self/fd").text())
        .as("the last is ls's own")
        .isEqualTo("0\n1\n2\n3");
  }

  private static SyscallProgram leak(SyscallProgram q) {
    q.dup3(
        q.openat(SyscallProgram.CWD, "/dev/null", Fd.O_RDONLY, 0), 500); // none of the JVM has it
    return q;
  }
}
