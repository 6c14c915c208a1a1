package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Makes descriptors that are no files: pipes, signals, events. */
public final class Descriptors {
  private static final int SFD_NONBLOCK_CLOEXEC = Fd.O_NONBLOCK | Fd.O_CLOEXEC;

  /** Two ends that belong together. */
  public record Pair(Fd first, Fd second) {}

  private Descriptors() {}

  /**
   * A pipe: first is the end to read, second the end to write; both O_CLOEXEC.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/pipe.2.html">pipe2(2)</a>
   */
  public static Pair pipe() throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment fds = arena.allocate(8, 8);
      Kernel.check("pipe2", "", Kernel.call(Nr.PIPE2, fds.address(), Fd.O_CLOEXEC));
      return pair(fds);
    }
  }

  /** A pair of connected Unix stream sockets, both O_CLOEXEC. */
  public static Pair socketpair() throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment fds = arena.allocate(8, 8);
      long r = Kernel.call(Nr.SOCKETPAIR, 1, 1 | Fd.O_CLOEXEC, 0, fds.address());
      Kernel.check("socketpair", "", r);
      return pair(fds);
    }
  }

  /** Makes a pipe hold up to {@code bytes}, as far as the system's limit allows. */
  public static void pipeCapacity(Fd pipe, int bytes) {
    // F_SETPIPE_SZ. A refusal (EPERM: over the user's pipe-user-pages-soft) leaves the default
    // 64 KiB, which only costs speed.
    Kernel.call(Nr.FCNTL, pipe.number(), 1031, bytes);
  }

  /** Reads and writes of {@code fd} no longer block. */
  public static void nonBlocking(Fd fd) throws SyscallException {
    long flags = Kernel.check("fcntl", "F_GETFL", Kernel.call(Nr.FCNTL, fd.number(), 3));
    long r = Kernel.call(Nr.FCNTL, fd.number(), 4, flags | Fd.O_NONBLOCK);
    Kernel.check("fcntl", "F_SETFL", r);
  }

  /**
   * Receives the signals of {@code mask} (bit n-1 for signal n), which every thread must block.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/signalfd.2.html">signalfd(2)</a>
   */
  public static Fd signals(long mask) throws SyscallException {
    try (NativeBuffer set = new NativeBuffer(8)) {
      Memory.putLong(set.memory(), 0, mask);
      long fd = Kernel.call(Nr.SIGNALFD4, -1, set.address(), 8, SFD_NONBLOCK_CLOEXEC);
      return Fd.of((int) Kernel.check("signalfd4", "", fd));
    }
  }

  /** Blocks the signals of {@code mask} in the calling thread, and so in those it will start. */
  public static void blockSignals(long mask) throws SyscallException {
    try (NativeBuffer set = new NativeBuffer(8)) {
      Memory.putLong(set.memory(), 0, mask);
      long r = Kernel.call(Nr.RT_SIGPROCMASK, 0, set.address(), 0, 8);
      Kernel.check("rt_sigprocmask", "SIG_BLOCK", r);
    }
  }

  /** Makes number {@code target} (1 or 2, say) another name of {@code fd}, kept across execve. */
  public static void redirect(Fd fd, int target) throws SyscallException {
    Kernel.check("dup3", target + "", Kernel.call(Nr.DUP3, fd.number(), target, 0));
  }

  /** A counter that wakes a waiting thread. */
  public static Fd event() throws SyscallException {
    long fd = Kernel.call(Nr.EVENTFD2, 0, Fd.O_NONBLOCK | Fd.O_CLOEXEC);
    return Fd.of((int) Kernel.check("eventfd2", "", fd));
  }

  /**
   * A file that is nowhere but in memory.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>
   */
  static Fd memory(String name) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long text = Kernel.string(arena, name).address();
      return Fd.of((int) Kernel.check("memfd_create", name, Kernel.call(Nr.MEMFD_CREATE, text, 1)));
    }
  }

  private static Pair pair(MemorySegment fds) {
    return new Pair(Fd.of(Memory.getInt(fds, 0)), Fd.of(Memory.getInt(fds, 4)));
  }
}
