package io.beanpod.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Signals to processes, and what /proc says of them. */
public final class Processes {
  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGKILL = 9;
  public static final int SIGTERM = 15;
  public static final int SIGCHLD = 17;
  public static final int SIGWINCH = 28;

  private static final int PRIO_PGRP = 1;

  private Processes() {}

  /**
   * Makes the first system call on a thread of its own, so that what the JVM has to link for it
   * (about 15 ms) goes on beside whatever the caller does meanwhile. Nothing has to wait for it.
   */
  public static void prepare() {
    Thread.ofPlatform().daemon().name("prepare").start(Processes::isRoot);
  }

  /**
   * Sends a signal; nothing happens if the process is gone.
   *
   * @param pid one process: 0 and negative ids, which mean groups or every process, are refused
   * @return whether there was such a process
   * @see <a href="https://man7.org/linux/man-pages/man2/kill.2.html">kill(2)</a>
   */
  public static boolean kill(int pid, int signal) throws SyscallException {
    if (pid <= 0) {
      throw new IllegalArgumentException("no process id: " + pid);
    }
    return existed("kill", "pid " + pid, Kernel.call(Nr.KILL, pid, signal));
  }

  /**
   * Sends a signal to a process and what it has started in its process group.
   *
   * @param leader the group's leader, a child of ours that is not reaped yet: so its number can't
   *     be another's
   * @return whether there was such a group
   */
  public static boolean killGroup(int leader, int signal) throws SyscallException {
    if (leader <= 1) {
      throw new IllegalArgumentException("no leader of a process group: " + leader);
    }
    return existed("kill", "process group " + leader, Kernel.call(Nr.KILL, -leader, signal));
  }

  /** Sends a signal to exactly the process behind {@code pidfd}. */
  public static boolean signal(Fd pidfd, int signal) throws SyscallException {
    long r = Kernel.call(Nr.PIDFD_SEND_SIGNAL, pidfd.number(), signal, 0, 0);
    return existed("pidfd_send_signal", "", r);
  }

  private static boolean existed(String call, String detail, long r) throws SyscallException {
    if (r == -Errno.ESRCH) {
      return false;
    }
    Kernel.check(call, detail, r);
    return true;
  }

  /** A descriptor of a process; it becomes readable when the process ends. */
  public static Fd pidfd(int pid) throws SyscallException {
    long fd = Kernel.call(Nr.PIDFD_OPEN, pid, 0);
    return Fd.of((int) Kernel.check("pidfd_open", "pid " + pid, fd));
  }

  /** The effective user id of this process. */
  public static boolean isRoot() {
    return Kernel.call(Nr.GETEUID) == 0;
  }

  /**
   * Ends this process at once. A JVM that ends by itself waits up to 300 ms for threads that are in
   * a system call, as a relay always is; the system property {@code beanpod.exit=jvm} wants that
   * all the same (an AOT training run is written down while the JVM ends).
   */
  public static void exit(int status) {
    if (!"jvm".equals(System.getProperty("beanpod.exit"))) {
      Kernel.call(Nr.EXIT_GROUP, status);
    }
    Runtime.getRuntime().exit(status);
  }

  /**
   * How nice this process is to others from now on, all of its threads, and the rest of its process
   * group: -20 to 19.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
   */
  public static void nice(int nice) throws SyscallException {
    Kernel.check("setpriority", nice + "", Kernel.call(Nr.SETPRIORITY, PRIO_PGRP, 0, nice));
  }

  /** Forbids tracing this process and reading its memory by all but CAP_SYS_PTRACE holders. */
  public static void notDumpable() throws SyscallException {
    Kernel.check("prctl", "PR_SET_DUMPABLE", Kernel.call(Nr.PRCTL, 4, 0, 0, 0, 0));
  }

  /**
   * The process id that a descriptor's process has in the PID namespace of {@code /proc}.
   *
   * @return the id, or -1 if the process is gone
   */
  public static int pidOf(Fd pidfd) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/fdinfo/" + pidfd.number()))) {
      if (line.startsWith("Pid:")) {
        return Integer.parseInt(line.substring(4).strip());
      }
    }
    throw new IOException("/proc/self/fdinfo/" + pidfd.number() + " has no Pid: line");
  }

  /**
   * When a living process was started, in clock ticks since boot: with its id, this names it for
   * ever. 0 if there is no such process, or only its zombie.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
   */
  public static long startTime(int pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException e) {
      if (Files.notExists(Path.of("/proc/" + pid))) {
        return 0; // it ended between open and read: ESRCH
      }
      throw e;
    }
    int at = stat.lastIndexOf(')') + 2; // the name may hold blanks and parentheses
    char state = stat.charAt(at);
    if (state == 'Z' || state == 'X') {
      return 0;
    }
    for (int field = 3; field < 22; field++) {
      at = stat.indexOf(' ', at) + 1;
    }
    return Long.parseLong(stat, at, stat.indexOf(' ', at), 10);
  }
}
