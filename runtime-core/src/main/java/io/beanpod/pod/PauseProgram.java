package io.beanpod.pod;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.container.ContainerProgram;
import io.beanpod.container.OomScoreAdj;
import io.beanpod.jvm.SmallJvm;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.pause.Pause;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A pause as a syscall program: from the clone of the CLI to the JVM's execve. */
final class PauseProgram {
  private static final String MAIN = "io.beanpod.pause.Pause";
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM = 2;

  /** SIGHUP, SIGQUIT, SIGUSR1, SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPWR: nothing else ends it. */
  private static final int[] IGNORED = {1, 3, 10, 14, 26, 27, 29, 30};

  /** Set: the pause's messages go to the command line's standard error. */
  private static final String DEBUG = "BEANPOD_DEBUG";

  private PauseProgram() {}

  /**
   * Descriptors of the CLI that the pause is to have.
   *
   * @param cli of the socket to the CLI
   * @param hostMounts of the host's mount namespace
   */
  record Handed(int cli, int hostMounts) {}

  /** Puts the program together. */
  static SyscallProgram build(Root root, Cgroup cgroup, HostNamespaces namespaces, Handed handed)
      throws IOException {
    SyscallProgram p = new SyscallProgram();
    ContainerProgram.joinCgroups(p, cgroup.joinFiles());
    OomScoreAdj.set(p, OomScoreAdj.PAUSE);
    // What the host unmounts later goes away here too; what is mounted here never shows there.
    p.mount("", "/", "", Mounts.REC | Mounts.SLAVE, "");
    forgetNetns(p, root);
    if (!namespaces.network()) {
      Result socket = p.socket(AF_INET, SOCK_DGRAM);
      p.interfaceUp(socket, "lo");
    }
    Result socket = p.dupAbove(SyscallProgram.number(handed.cli()), 10);
    Result mounts = p.dupAbove(SyscallProgram.number(handed.hostMounts()), 10);
    p.dup3(socket, Pause.CLI);
    p.dup3(mounts, Pause.HOST_MOUNTS);
    stdio(p);
    p.closeOnExecFrom(Pause.HOST_MOUNTS + 1);
    p.chdir("/");
    p.umask(0022);
    p.setsid();
    ContainerProgram.resetSignals(p); // what the user's shell ignores would stay ignored
    for (int signal : IGNORED) {
      p.signalAction(signal, true);
    }
    p.signalMask(Pause.BLOCKED_SIGNALS);
    List<String> env =
        List.of(
            DEBUG + "=" + (debugging() ? "1" : ""),
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL=C.UTF-8", // for names of files
            "MALLOC_ARENA_MAX=1"); // glibc's arena per thread would double the private memory
    p.execve(SmallJvm.java(), SmallJvm.command("pause", MAIN, List.of(), List.of()), env);
    return p;
  }

  private static boolean debugging() {
    return System.getenv(DEBUG) != null;
  }

  /** Nothing of the user's terminal or pipes: {@code apply | cat} has to end with the CLI. */
  private static void stdio(SyscallProgram p) {
    Result none = p.openat(SyscallProgram.CWD, "/dev/null", Fd.O_RDWR, 0);
    Result above = p.dupAbove(none, 10);
    p.dup3(above, 1);
    if (!debugging()) {
      p.dup3(above, 2);
    }
  }

  /**
   * The mount namespace is a copy of the host's, with other pods' network namespaces bound in it;
   * they would live as long as this pause if it kept them.
   */
  private static void forgetNetns(SyscallProgram p, Root root) throws IOException {
    if (!Files.isDirectory(root.netns())) {
      return;
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(root.netns())) {
      for (Path name : names) {
        // Not a mount any more, or gone: its pod is being deleted meanwhile.
        p.tolerating(0, () -> p.umount2(name.toString(), Mounts.DETACH));
      }
    }
  }
}
