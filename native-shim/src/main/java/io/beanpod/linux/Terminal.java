package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Terminals: the user's own, and pseudo-terminals made in a container's /dev/pts.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/ioctl_tty.2.html">ioctl_tty(2)</a>
 */
public final class Terminal {
  private static final int TCGETS = 0x5401;
  private static final int TCSETS = 0x5402;
  private static final int TIOCGWINSZ = 0x5413;
  private static final int TIOCSWINSZ = 0x5414;
  private static final int TIOCSPTLCK = 0x40045431;
  private static final int TIOCGPTPEER = 0x5441;
  private static final int TERMIOS_SIZE = 64;

  /**
   * A pseudo-terminal.
   *
   * @param master what a relay reads and writes
   * @param slave what the program has as its terminal
   */
  public record Pty(Fd master, Fd slave) {}

  /** How a terminal was before it was made raw. */
  public interface Saved extends AutoCloseable {
    /** Makes it so again. */
    @Override
    void close() throws SyscallException;
  }

  /** How much fits into a terminal; 0 where it does not say. */
  public record Size(int rows, int columns) {}

  private Terminal() {}

  /** Whether descriptor {@code fd} of this process is a terminal. */
  public static boolean is(int fd) {
    try (NativeBuffer termios = new NativeBuffer(TERMIOS_SIZE)) {
      return Kernel.call(Nr.IOCTL, fd, TCGETS, termios.address()) == 0;
    }
  }

  /**
   * Makes a pseudo-terminal.
   *
   * @param devpts a descriptor of a mounted devpts, whose {@code ptmx} is opened without following
   *     symlinks or leaving the mount
   */
  public static Pty open(Fd devpts) throws SyscallException {
    long resolve = Resolve.NO_SYMLINKS | Resolve.BENEATH | Resolve.NO_XDEV;
    Fd master = At.openat2(devpts, "ptmx", Fd.O_RDWR | Fd.O_NOCTTY, 0, resolve);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment unlock = arena.allocate(8, 8);
      long r = Kernel.call(Nr.IOCTL, master.number(), TIOCSPTLCK, unlock.address());
      Kernel.check("ioctl", "TIOCSPTLCK", r);
      int flags = Fd.O_RDWR | Fd.O_NOCTTY | Fd.O_CLOEXEC;
      long slave = Kernel.call(Nr.IOCTL, master.number(), TIOCGPTPEER, flags);
      return new Pty(master, Fd.of((int) Kernel.check("ioctl", "TIOCGPTPEER", slave)));
    } catch (SyscallException e) {
      master.close();
      throw e;
    }
  }

  /** The window size of descriptor {@code fd} of this process; empty if it is no terminal. */
  public static Optional<Size> size(int fd) {
    try (NativeBuffer size = new NativeBuffer(8)) {
      return Kernel.call(Nr.IOCTL, fd, TIOCGWINSZ, size.address()) == 0
          ? Optional.of(
              new Size(
                  Memory.getShort(size.memory(), 0) & 0xffff, // ws_row
                  Memory.getShort(size.memory(), 2) & 0xffff)) // ws_col
          : Optional.empty();
    }
  }

  /** Gives {@code target} the window size of terminal {@code from}; nothing if that is none. */
  public static void copySize(int from, Fd target) throws SyscallException {
    try (NativeBuffer size = new NativeBuffer(8)) {
      if (Kernel.call(Nr.IOCTL, from, TIOCGWINSZ, size.address()) == 0) {
        long r = Kernel.call(Nr.IOCTL, target.number(), TIOCSWINSZ, size.address());
        Kernel.check("ioctl", "TIOCSWINSZ", r);
      }
    }
  }

  /**
   * The same, by way of a size that is one row and column larger: a program that draws the whole
   * screen does so anew, which it would not if the size did not change.
   */
  public static void copySizeAnew(int from, Fd target) throws SyscallException {
    try (NativeBuffer size = new NativeBuffer(8)) {
      if (Kernel.call(Nr.IOCTL, from, TIOCGWINSZ, size.address()) == 0) {
        for (int field = 0; field < 4; field += 2) { // ws_row, ws_col
          int value = Memory.getShort(size.memory(), field);
          Memory.putShort(size.memory(), field, (short) (value + 1));
        }
        long r = Kernel.call(Nr.IOCTL, target.number(), TIOCSWINSZ, size.address());
        Kernel.check("ioctl", "TIOCSWINSZ", r);
      }
    }
    copySize(from, target);
  }

  /**
   * Makes terminal {@code fd} pass every byte on as it is typed (cfmakeraw), until the result is
   * closed. Empty if it is no terminal.
   */
  public static Optional<Saved> raw(int fd) throws SyscallException {
    byte[] before = new byte[TERMIOS_SIZE];
    try (NativeBuffer termios = new NativeBuffer(TERMIOS_SIZE)) {
      if (Kernel.call(Nr.IOCTL, fd, TCGETS, termios.address()) != 0) {
        return Optional.empty();
      }
      termios.copyTo(0, before, 0, TERMIOS_SIZE);
      MemorySegment m = termios.memory();
      Memory.putInt(
          m, 0, Memory.getInt(m, 0) & ~02753); // IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON
      Memory.putInt(m, 4, Memory.getInt(m, 4) & ~01); // OPOST
      Memory.putInt(m, 8, Memory.getInt(m, 8) & ~0460 | 060); // CSIZE PARENB -> CS8
      Memory.putInt(m, 12, Memory.getInt(m, 12) & ~0100113); // ECHO ECHONL ICANON ISIG IEXTEN
      set(fd, termios);
    }
    return Optional.of(
        () -> {
          try (NativeBuffer termios = new NativeBuffer(TERMIOS_SIZE)) {
            termios.copyFrom(before, 0, 0, TERMIOS_SIZE);
            set(fd, termios);
          }
        });
  }

  private static void set(int fd, NativeBuffer termios) throws SyscallException {
    Kernel.check("ioctl", "TCSETS", Kernel.call(Nr.IOCTL, fd, TCSETS, termios.address()));
  }
}
