package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Waiting for children.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/waitid.2.html">waitid(2)</a>
 */
public final class Waiting {
  private static final int P_ALL = 0;
  private static final int P_PIDFD = 3;
  private static final int WNOHANG = 1;
  private static final int WEXITED = 4;
  private static final int WALL = 0x40000000;
  private static final int CLD_EXITED = 1;

  /**
   * How a process ended.
   *
   * @param pid its process id
   * @param exitCode 0-255, or 128 + the signal that killed it, as shells and Kubernetes show it
   * @param signal the signal that killed it, 0 if it exited
   */
  public record Exit(int pid, int exitCode, int signal) {}

  private Waiting() {}

  /** Reaps one ended child, whichever it is; empty if none has ended now, or there is none. */
  public static Optional<Exit> reapAny() throws SyscallException {
    return waitid(P_ALL, 0, WEXITED | WNOHANG | WALL);
  }

  /** Waits until the child ends and reaps it; empty if it has been reaped elsewhere. */
  public static Optional<Exit> reap(Child child) throws SyscallException {
    return waitid(P_PIDFD, child.pidfd().number(), WEXITED | WALL);
  }

  private static Optional<Exit> waitid(int type, int id, int options) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(128, 8); // siginfo_t
      long r;
      do {
        r = Kernel.call(Nr.WAITID, type, id, info.address(), options, 0);
      } while (r == -Errno.EINTR);
      if (r == -Errno.ECHILD) {
        return Optional.empty();
      }
      Kernel.check("waitid", "", r);
      int pid = Memory.getInt(info, 16);
      if (pid == 0) {
        return Optional.empty();
      }
      int code = Memory.getInt(info, 8);
      int status = Memory.getInt(info, 24);
      return Optional.of(
          code == CLD_EXITED ? new Exit(pid, status, 0) : new Exit(pid, 128 + status, status));
    }
  }
}
