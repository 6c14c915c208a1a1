package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What root in a container can not do, looked at from inside. */
class SecurityTest extends PodTest {
  /**
   * containerd's 14: CHOWN DAC_OVERRIDE FOWNER FSETID KILL SETGID SETUID SETPCAP NET_BIND_SERVICE
   * NET_RAW SYS_CHROOT AUDIT_WRITE SETFCAP.
   */
  private static final String DEFAULT_CAPABILITIES = "00000000a00425fb";

  @BeforeEach
  void launch() {
    apply(Manifest.pod("web").container("one", "sleep", "1000").container("two", "sleep", "1000"));
  }

  @Test
  void capabilitiesAreTheFourteen() {
    for (long pid : List.of(pid("web", "one"), pid("web", "two"))) {
      assertThat(Proc.status(pid, "CapEff")).isEqualTo(DEFAULT_CAPABILITIES);
      assertThat(Proc.status(pid, "CapPrm")).isEqualTo(DEFAULT_CAPABILITIES);
      assertThat(Proc.status(pid, "CapBnd")).isEqualTo(DEFAULT_CAPABILITIES);
      assertThat(Proc.status(pid, "CapInh")).isEqualTo("0000000000000000");
      assertThat(Proc.status(pid, "CapAmb")).isEqualTo("0000000000000000");
    }
  }

  @Test
  void noDescriptorComesIn() throws IOException {
    for (String container : List.of("one", "two")) {
      Path fds = Path.of("/proc/" + pid("web", container) + "/fd");
      Await.until(
          "the process is its command",
          () -> Proc.descriptors(pid("web", container)) == 3,
          () -> fds);
      assertThat(Files.readSymbolicLink(fds.resolve("0")).toString()).isEqualTo("/dev/null");
      assertThat(Files.readSymbolicLink(fds.resolve("1")).toString()).startsWith("pipe:");
      assertThat(Files.readSymbolicLink(fds.resolve("2")).toString()).startsWith("pipe:");
    }
    // ls itself opens the directory it lists.
    assertThat(sh("web", "ls /proc/self/fd").split("\\s+")).containsExactly("0", "1", "2", "3");
  }

  @Test
  void partsOfProcAndSysAreHidden() {
    for (String file : List.of("/proc/kcore", "/proc/keys", "/proc/timer_list")) {
      assertThat(sh("web", "[ ! -e " + file + " ] || cat " + file)).as(file).isEmpty();
    }
    for (String directory : List.of("/proc/acpi", "/proc/scsi", "/sys/firmware")) {
      assertThat(sh("web", "[ ! -e " + directory + " ] || ls -A " + directory))
          .as(directory)
          .isEmpty();
    }
  }

  @Test
  void partsOfProcAndSysAreReadOnly() {
    for (String file :
        List.of(
            "/proc/sys/kernel/hostname",
            "/proc/sys/vm/drop_caches",
            "/proc/sysrq-trigger",
            "/proc/irq/default_smp_affinity",
            "/sys/kernel/mm/transparent_hugepage/enabled")) {
      Ran write =
          beanpod.run(
              "exec",
              "web",
              "-c",
              "one",
              "--",
              "sh",
              "-c",
              "[ -e " + file + " ] || exit 9; echo x 2>&1 >" + file);
      assertThat(write.status()).as(file).isIn(1, 2, 9);
      if (write.status() != 9) {
        assertThat(write.out() + write.err()).as(file).contains("Read-only file system");
      }
    }
  }

  @Test
  @Tag("cgroup")
  void cgroupsAreReadOnly() {
    assertThat(sh("web", "find /sys/fs/cgroup -maxdepth 2 -type f | head -3")).isNotEmpty();
    Ran mkdir =
        beanpod.run(
            "exec",
            "web",
            "-c",
            "one",
            "--",
            "sh",
            "-c",
            "for d in /sys/fs/cgroup /sys/fs/cgroup/*/; do mkdir $d/mine && exit 0; done; exit 1");
    assertThat(mkdir.status()).isEqualTo(1);
  }

  @Test
  void privilegedCallsFail() {
    for (String command :
        List.of(
            "mount -t tmpfs none /mnt",
            "mkdir -p /m; mount -o bind /bin /m",
            "umount /proc",
            "hostname other",
            "ip link add dummy0 type dummy",
            "nsenter -t 1 -m true",
            "unshare -m true",
            "swapoff -a",
            "dmesg -c")) {
      Ran ran = beanpod.run("exec", "web", "-c", "one", "--", "sh", "-c", command);
      assertThat(ran.status()).as(command + "\n" + ran).isNotZero();
    }
  }

  @Test
  void theHostsMountsAreNotSeen() {
    String mounts = sh("web", "cat /proc/self/mountinfo");
    assertThat(mounts.lines().filter(line -> line.split(" ")[4].equals("/"))).hasSize(1);
    assertThat(mounts.lines().map(line -> line.split(" ")[4]).toList())
        .allMatch(
            point ->
                point.equals("/")
                    || point.startsWith("/proc")
                    || point.startsWith("/sys")
                    || point.startsWith("/dev")
                    || point.startsWith("/etc/"));
  }

  @Test
  void devicesAreTheStandardOnes() {
    assertThat(sh("web", "ls /dev").split("\\s+"))
        .containsExactlyInAnyOrder(
            "fd",
            "full",
            "mqueue",
            "null",
            "ptmx",
            "pts",
            "random",
            "shm",
            "stderr",
            "stdin",
            "stdout",
            "termination-log",
            "tty",
            "urandom",
            "zero");
    assertThat(sh("web", "echo x >/dev/null; head -c 4 /dev/zero | od -An -tx1").strip())
        .isEqualTo("00 00 00 00");
  }
}
