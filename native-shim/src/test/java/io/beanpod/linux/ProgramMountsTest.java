package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mount steps, in a mount namespace that ends with the child. */
class ProgramMountsTest {
  private static final long MS_BIND = 0x1000;
  private static final long MS_REC_PRIVATE = 0x4000 | 0x40000;
  private static final int MNT_DETACH = 2;

  @TempDir Path temp;
  private Path dir;
  private String mountsBefore;

  @BeforeEach
  void root() throws IOException {
    Lab.needsRoot("mounts");
    dir = Files.createDirectory(temp.toRealPath().resolve("at"));
    mountsBefore = ownMounts();
  }

  @AfterEach
  void theHostSeesNothing() throws IOException {
    if (mountsBefore != null) {
      assertThat(ownMounts()).isEqualTo(mountsBefore).doesNotContain(temp.toString());
    }
  }

  private String ownMounts() throws IOException {
    StringBuilder ours = new StringBuilder();
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      if (line.contains(temp.toRealPath().toString())) {
        ours.append(line).append('\n');
      }
    }
    return ours.toString();
  }

  private Lab.Output inside(Consumer<SyscallProgram> steps, String script) throws IOException {
    return Lab.sh(
        p -> {
          p.mount("none", "/", "", MS_REC_PRIVATE, "");
          steps.accept(p);
        },
        CloneFlags.NEWNS,
        script);
  }

  /** Options of the mount, type and options of the file system at {@code dir}, in the child. */
  private String mountinfo() {
    return "grep ' " + dir + " ' /proc/self/mountinfo | cut -d' ' -f6,7-";
  }

  private StepList.Result target(SyscallProgram p) {
    return p.openat(SyscallProgram.CWD, dir.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
  }

  private StepList.Result tmpfs(SyscallProgram p, long attributes) {
    StepList.Result context = p.fsopen("tmpfs");
    p.fsconfigString(context, "size", "1m");
    p.fsconfigString(context, "mode", "0711");
    p.fsconfigString(context, "source", "mine");
    p.fsconfigCreate(context, "tmpfs");
    return p.fsmount(context, "tmpfs", attributes);
  }

  @Test
  void aFileSystemIsMadeConfiguredAndAttached() throws IOException {
    Lab.Output output =
        inside(
            p -> {
              long attributes = MountAttr.NOSUID | MountAttr.NODEV | MountAttr.NOEXEC;
              StepList.Result mount = tmpfs(p, attributes);
              p.mkdirat(mount, "before-it-is-attached", 0700);
              p.moveMount(mount, target(p), dir.toString());
            },
            mountinfo() + "; stat -c %a " + dir + "; ls " + dir);
    assertThat(output.text().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("rw,nosuid,nodev,noexec,relatime - tmpfs mine rw,")
                    .contains("size=1024k", "mode=711"),
            mode -> assertThat(mode).isEqualTo("711"),
            name -> assertThat(name).isEqualTo("before-it-is-attached"));
  }

  @Test
  void aFlagOfTheFileSystem() throws IOException {
    Lab.Output output =
        inside(
            p -> {
              StepList.Result context = p.fsopen("tmpfs");
              p.fsconfigFlag(context, "ro");
              p.fsconfigCreate(context, "tmpfs");
              p.moveMount(p.fsmount(context, "tmpfs", 0), target(p), dir.toString());
            },
            mountinfo());
    assertThat(output.text()).contains(" - tmpfs none ro");
  }

  @Test
  void aReadOnlyMountTakesNoFile() throws IOException {
    Lab.Output output =
        inside(
            p -> {
              StepList.Result mount = tmpfs(p, 0);
              p.mkdirat(mount, "kept", 0700);
              p.mountSetattr(mount, "tmpfs", MountAttr.RDONLY | MountAttr.NOEXEC, false);
              p.moveMount(mount, target(p), dir.toString());
            },
            mountinfo() + "; ls " + dir + "; mkdir " + dir + "/x");
    assertThat(output.text())
        .contains("ro,noexec,relatime - tmpfs", "kept", "Read-only file system");
    assertThat(output.exit().exitCode()).isEqualTo(1);
  }

  @Test
  void setattrReachesTheMountsBelowOnlyIfRecursive() throws IOException {
    for (boolean recursive : new boolean[] {false, true}) {
      Lab.Output output =
          inside(
              p -> {
                p.moveMount(tmpfs(p, 0), target(p), dir.toString());
                p.mkdirat(SyscallProgram.CWD, dir + "/below", 0755);
                p.mount("below", dir + "/below", "tmpfs", 0, "");
                StepList.Result top = p.openat(SyscallProgram.CWD, dir.toString(), Fd.O_PATH, 0);
                p.mountSetattr(top, dir.toString(), MountAttr.RDONLY, recursive);
              },
              "mkdir " + dir + "/below/x && echo writable");
      assertThat(output.text().contains("writable")).isEqualTo(!recursive);
      assertThat(output.text().contains("Read-only")).isEqualTo(recursive);
    }
  }

  @Test
  void aTreeIsBoundWithOrWithoutWhatIsMountedInIt() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source"));
    Files.createDirectory(source.resolve("below"));
    for (boolean recursive : new boolean[] {false, true}) {
      Lab.Output output =
          inside(
              p -> {
                p.mount("below", source + "/below", "tmpfs", 0, "");
                p.mkdirat(SyscallProgram.CWD, source + "/below/in-tmpfs", 0755);
                p.moveMount(
                    p.openTree(SyscallProgram.CWD, source.toString(), recursive),
                    target(p),
                    dir.toString());
              },
              "ls " + dir + " " + dir + "/below");
      assertThat(output.text().contains("in-tmpfs")).isEqualTo(recursive);
      assertThat(output.text()).contains("below");
    }
  }

  @Test
  void theObjectBehindADescriptorIsBound() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "content");
    Path over = Files.writeString(temp.resolve("over"), "hidden");
    Lab.Output output =
        inside(
            p -> {
              StepList.Result object =
                  p.openat2(SyscallProgram.CWD, file.toString(), Fd.O_PATH, Resolve.NO_SYMLINKS);
              StepList.Result place =
                  p.openat2(SyscallProgram.CWD, over.toString(), Fd.O_PATH, Resolve.NO_SYMLINKS);
              p.moveMount(p.openTree(object, "file"), place, over.toString());
            },
            "cat " + over);
    assertThat(output.text()).isEqualTo("content");
    assertThat(over).hasContent("hidden");
  }

  @Test
  void mountAndUmountByPath() throws IOException {
    Path source = Files.createDirectories(temp.resolve("source/file")).getParent();
    Lab.Output output =
        inside(
            p -> {
              p.mount(source.toString(), dir.toString(), "", MS_BIND, "");
              p.mount("gone", source.toString(), "tmpfs", 0, "size=64k");
              p.umount2(source.toString(), MNT_DETACH);
            },
            "ls " + dir + " " + source + "; grep -c gone /proc/self/mountinfo");
    assertThat(output.text()).isEqualTo(dir + ":\nfile\n\n" + source + ":\nfile\n0");
  }

  @Test
  void thePivotedRootIsAllThereIs() throws IOException {
    Path busybox = Path.of("/bin/busybox");
    Lab.needsFile(busybox.toString(), "the static program of a small root (busybox-static)");
    Files.createDirectories(dir.resolve("bin"));
    Files.createDirectories(dir.resolve("proc"));
    Files.copy(busybox, dir.resolve("bin/busybox"));
    Lab.Output output =
        Lab.run(
            p -> {
              p.mount("none", "/", "", MS_REC_PRIVATE, "");
              p.mount(dir.toString(), dir.toString(), "", MS_BIND, "");
              p.chdir(dir.toString());
              StepList.Result proc = p.fsopen("proc");
              p.fsconfigCreate(proc, "proc");
              StepList.Result mounted = p.fsmount(proc, "proc", MountAttr.NOSUID);
              StepList.Result place =
                  p.openat2(SyscallProgram.CWD, "proc", Fd.O_PATH, Resolve.BENEATH);
              p.moveMount(mounted, place, "/proc");
              p.sethostname("small");
              p.pivotRoot(".", ".");
              p.umount2(".", MNT_DETACH);
              p.chdir("/");
              p.closeOnExecFrom(3);
            },
            Lab.ALL_NAMESPACES,
            "/bin/busybox",
            "sh",
            "-c",
            "busybox hostname; echo $$; busybox ls /; busybox cut -d' ' -f5 /proc/mounts"
                + " | busybox sort -u | busybox wc -l; busybox wc -l </proc/self/mountinfo");
    assertThat(output.text()).isEqualTo("small\n1\nbin\nproc\n1\n2");
    assertThat(output.exit().exitCode()).isZero();
  }
}
