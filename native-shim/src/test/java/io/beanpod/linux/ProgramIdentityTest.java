package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Namespaces, users, capabilities, signals and sessions, as the child sees them. */
class ProgramIdentityTest {
  private static final int PR_GET_DUMPABLE = 3;
  private static final int PR_SET_DUMPABLE = 4;
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final long TIOCSPTLCK = 0x40045431L;
  private static final long TIOCGPTPEER = 0x5441L;

  private static String status(String... fields) {
    return "grep -E '^(" + String.join("|", fields) + "):' /proc/self/status | tr -d '\\t'";
  }

  @Test
  void aNewHostnameIsTheChildsOwn() throws IOException {
    Lab.needsRoot("a UTS namespace");
    String before = Files.readString(Path.of("/proc/sys/kernel/hostname"));
    assertThat(Lab.sh(p -> p.sethostname("pod-1"), CloneFlags.NEWUTS, "uname -n").text())
        .isEqualTo("pod-1");
    assertThat(Files.readString(Path.of("/proc/sys/kernel/hostname"))).isEqualTo(before);
  }

  @Test
  void setnsEntersTheNamespacesOfAnother() throws IOException {
    Lab.needsRoot("namespaces");
    SyscallProgram p = new SyscallProgram();
    p.sethostname("held");
    p.execve("/bin/sleep", List.of("sleep", "1000"), Lab.ENV);
    Child holder = Clone.spawn(p, CloneFlags.NEWUTS | CloneFlags.NEWNET, Optional.empty());
    try {
      String proc = "/proc/" + holder.pid();
      String links = "readlink /proc/self/ns/uts; readlink /proc/self/ns/net; uname -n";
      String own = Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString();
      String uts = Files.readSymbolicLink(Path.of(proc + "/ns/uts")).toString();
      String net = Files.readSymbolicLink(Path.of(proc + "/ns/net")).toString();
      assertThat(net).isNotEqualTo(own);
      Lab.Output byFile =
          Lab.sh(
              q -> {
                StepList.Result ns = q.openat(SyscallProgram.CWD, proc + "/ns/uts", Fd.O_RDONLY, 0);
                q.setns(ns, CloneFlags.NEWUTS, "uts of the holder");
              },
              0,
              links);
      assertThat(byFile.text()).isEqualTo(uts + "\n" + own + "\nheld");
      Lab.Output byPidfd =
          Lab.sh(
              q ->
                  q.setns(
                      StepList.number(holder.pidfd().number()),
                      CloneFlags.NEWUTS | CloneFlags.NEWNET,
                      "the holder"),
              0,
              links);
      assertThat(byPidfd.text()).isEqualTo(uts + "\n" + net + "\nheld");
      assertThatThrownBy(
              () ->
                  Lab.sh(
                      q ->
                          q.setns(
                              q.openat(SyscallProgram.CWD, proc + "/ns/uts", Fd.O_RDONLY, 0),
                              CloneFlags.NEWNET,
                              "uts as net"),
                      0,
                      "true"))
          .hasMessageContaining("setns uts as net: EINVAL");
    } finally {
      Lab.kill(holder);
    }
  }

  @Test
  void unshareMakesNewOnes() throws IOException {
    Lab.needsRoot("namespaces");
    String own = Files.readSymbolicLink(Path.of("/proc/self/ns/ipc")).toString();
    assertThat(
            Lab.sh(p -> p.unshare(CloneFlags.NEWIPC, "ipc"), 0, "readlink /proc/self/ns/ipc")
                .text())
        .startsWith("ipc:[")
        .isNotEqualTo(own);
  }

  @Test
  void aUserNamespaceComesFromCloneOrAStep() throws IOException {
    Lab.needsRoot("a user namespace");
    assertThat(Lab.sh(p -> {}, CloneFlags.NEWUSER, "cat /proc/self/uid_map; id -u").text())
        .as("no map is written yet")
        .isEqualTo("65534");
    assertThat(Lab.sh(p -> p.unshare(CloneFlags.NEWUSER, "user"), 0, "id -u").text())
        .isEqualTo("65534");
  }

  /** While it runs the program, the child is a door to the memory of this JVM. */
  @Test
  void aChildOfAnotherUserLeavesTheSharedMemoryUndumpable() throws IOException {
    Lab.needsRoot("setresuid");
    assertThat(Kernel.call(Nr.PRCTL, PR_SET_DUMPABLE, 1, 0, 0, 0)).isZero();
    Lab.sh(p -> p.setresuid(1234), 0, "true");
    assertThat(Kernel.call(Nr.PRCTL, PR_GET_DUMPABLE, 0, 0, 0, 0)).isNotEqualTo(1);
    Kernel.call(Nr.PRCTL, PR_SET_DUMPABLE, 1, 0, 0, 0);
  }

  @Test
  void aNewPidNamespaceStartsAtOne() throws IOException {
    Lab.needsRoot("a PID namespace");
    assertThat(Lab.sh(p -> {}, CloneFlags.NEWPID, "echo $$ $PPID").text()).isEqualTo("1 0");
  }

  @Test
  void usersAndGroups() throws IOException {
    Lab.needsRoot("setresuid");
    Lab.Output output =
        Lab.sh(
            p -> {
              p.setgroups(new int[] {7, 100_000, 9});
              p.setresgid(4321);
              p.setresuid(1234);
            },
            0,
            status("Uid", "Gid", "Groups"));
    assertThat(output.text())
        .isEqualTo("Uid:1234123412341234\nGid:4321432143214321\nGroups:7 9 100000");
    assertThat(Lab.sh(p -> p.setgroups(new int[0]), 0, status("Groups")).text())
        .isEqualTo("Groups:");
    assertThatThrownBy(
            () ->
                Lab.sh(
                    p -> {
                      p.setresuid(1234);
                      p.setresgid(4321);
                    },
                    0,
                    "true"))
        .as("the wrong order")
        .hasMessageContaining("setresgid 4321: EPERM");
  }

  @Test
  void capabilitiesOfBothHalves() throws IOException {
    Lab.needsRoot("capabilities");
    long netBindService = 1L << 10;
    long perfmon = 1L << 38;
    long kept = netBindService | perfmon;
    Lab.Output output =
        Lab.sh(
            p -> {
              p.prctl("PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, 1);
              p.setresuid(1234);
              p.capset(netBindService, kept, perfmon);
            },
            0,
            status("CapInh", "CapPrm"));
    assertThat(output.text())
        .as("execve by a user other than root keeps the inheritable set only")
        .isEqualTo("CapInh:0000004000000000\nCapPrm:0000000000000000");
    assertThatThrownBy(
            () ->
                Lab.sh(
                    p -> {
                      p.capset(kept, kept, 0);
                      p.sethostname("x");
                    },
                    CloneFlags.NEWUTS,
                    "true"))
        .hasMessageContaining("sethostname x: EPERM");
    Lab.Output stillMay =
        Lab.sh(
            p -> {
              p.capset(1L << 21, 1L << 21, 0); // CAP_SYS_ADMIN
              p.sethostname("x");
            },
            CloneFlags.NEWUTS,
            "uname -n");
    assertThat(stillMay.text()).isEqualTo("x");
  }

  @Test
  void aProcessControl() throws IOException {
    assertThat(
            Lab.sh(
                    p -> p.prctl("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1),
                    0,
                    status("NoNewPrivs"))
                .text())
        .isEqualTo("NoNewPrivs:1");
  }

  @Test
  void signalsThatAreBlockedAndIgnoredStaySo() throws IOException {
    String[] look = {"/bin/grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"};
    Lab.Output changed =
        Lab.run(
            p -> {
              allDefault(p); // CLONE_CLEAR_SIGHAND leaves what whoever started us ignores
              p.signalMask(1L << 10 - 1 | 1L << 33 - 1);
              p.signalAction(1, true);
              p.signalAction(13, true);
            },
            0,
            look);
    assertThat(changed.text()).isEqualTo("SigBlk:\t0000000100000200\nSigIgn:\t0000000000001001");
    Lab.Output reset =
        Lab.run(
            p -> {
              p.signalMask(-1);
              p.signalAction(1, true);
              p.signalAction(13, true);
              allDefault(p);
              p.signalMask(0);
            },
            0,
            look);
    assertThat(reset.text()).isEqualTo("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000");
  }

  private static void allDefault(SyscallProgram p) {
    for (int signal = 1; signal <= 64; signal++) {
      if (signal != 9 && signal != 19) { // SIGKILL, SIGSTOP
        p.signalAction(signal, false);
      }
    }
  }

  @Test
  void aSessionOfItsOwnAndATerminal() throws IOException {
    String session = "set -- $(cat /proc/self/stat); test $6 = $$ && echo leads; test $7 = 0";
    assertThat(Lab.sh(p -> {}, 0, session).text()).isEmpty();
    assertThat(Lab.sh(SyscallProgram::setsid, 0, session).text()).isEqualTo("leads");

    try (Fd master = Fd.open("/dev/ptmx", Fd.O_RDWR | Fd.O_NOCTTY, 0);
        NativeBuffer zero = new NativeBuffer(8)) {
      Kernel.check(
          "ioctl",
          "TIOCSPTLCK",
          Kernel.call(Nr.IOCTL, master.number(), TIOCSPTLCK, zero.address()));
      long peer =
          Kernel.call(
              Nr.IOCTL, master.number(), TIOCGPTPEER, Fd.O_RDWR | Fd.O_NOCTTY | Fd.O_CLOEXEC);
      try (Fd terminal = Fd.of((int) Kernel.check("ioctl", "TIOCGPTPEER", peer))) {
        Lab.Output output =
            Lab.sh(
                p -> {
                  p.setsid();
                  p.dup3(StepList.number(terminal.number()), 0);
                  p.controllingTerminal(0);
                },
                0,
                session + "; echo $?; : </dev/tty && echo has one");
        assertThat(output.text()).isEqualTo("leads\n1\nhas one");
      }
    }
  }

  @Test
  void anInterfaceIsBroughtUp() throws IOException {
    Lab.needsRoot("a network namespace");
    Lab.needsFile("/bin/busybox", "ifconfig (busybox-static)");
    String[] look = {"/bin/busybox", "ifconfig", "lo"};
    assertThat(Lab.run(p -> {}, CloneFlags.NEWNET, look).text()).doesNotContain(" UP ");
    assertThat(
            Lab.run(
                    p -> {
                      StepList.Result socket = p.socket(2, 2); // AF_INET, SOCK_DGRAM
                      p.interfaceUp(socket, "lo");
                      p.close(socket);
                    },
                    CloneFlags.NEWNET,
                    look)
                .text())
        .contains(" UP LOOPBACK RUNNING ", "127.0.0.1");
  }

  @Test
  void aNewKeyringHidesTheOldOnesKeys() throws IOException {
    Lab.needsFile("/proc/keys", "a kernel with CONFIG_KEYS");
    String ring = "grep -E 'keyring +_ses' /proc/keys | cut -d' ' -f1 | sort";
    String without = Lab.sh(p -> {}, 0, ring).text();
    String with = Lab.sh(SyscallProgram::newSessionKeyring, 0, ring).text();
    assertThat(with).isNotEmpty().isNotEqualTo(without);
  }
}
