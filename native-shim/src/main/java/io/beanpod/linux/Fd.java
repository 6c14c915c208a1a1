package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** A file descriptor that is owned by one place and closed once. */
public final class Fd implements AutoCloseable {
  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0x40;
  public static final int O_EXCL = 0x80;
  public static final int O_NOCTTY = 0x100;
  public static final int O_TRUNC = 0x200;
  public static final int O_APPEND = 0x400;
  public static final int O_NONBLOCK = 0x800;
  public static final int O_DIRECTORY = 0x10000;
  public static final int O_NOFOLLOW = 0x20000;
  public static final int O_CLOEXEC = 0x80000;
  public static final int O_PATH = 0x200000;
  public static final int AT_FDCWD = -100;

  private static final int SEEK_END = 2;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int LOWEST_DUPLICATE = 3; // never a standard stream, were one closed

  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Fd(int number) {
    this.number = number;
  }

  /** Takes ownership of descriptor {@code number}. */
  public static Fd of(int number) {
    return new Fd(number);
  }

  /**
   * Opens {@code path}, always with O_CLOEXEC.
   *
   * @param flags of {@code O_*}
   * @param mode of a file that is created, for example {@code 0600}
   * @see <a href="https://man7.org/linux/man-pages/man2/openat.2.html">openat(2)</a>
   */
  public static Fd open(String path, int flags, int mode) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long p = Kernel.string(arena, path).address();
      return new Fd(
          (int)
              Kernel.check(
                  "open", path, Kernel.call(Nr.OPENAT, AT_FDCWD, p, flags | O_CLOEXEC, mode)));
    }
  }

  /** The descriptor's number, for a call in this process. */
  public int number() {
    if (closed.get()) {
      throw new IllegalStateException("file descriptor " + number + " is closed");
    }
    return number;
  }

  /** Gives the descriptor up without closing it. */
  public int release() {
    if (!closed.compareAndSet(false, true)) {
      throw new IllegalStateException("file descriptor " + number + " is closed");
    }
    return number;
  }

  /**
   * Reads into {@code buffer} from its start; repeats when interrupted.
   *
   * @return the number of bytes, 0 at the end, -1 if a non-blocking descriptor has none now
   */
  public int read(NativeBuffer buffer) throws SyscallException {
    while (true) {
      long n = Kernel.call(Nr.READ, number(), buffer.address(), buffer.size());
      if (n == -Errno.EAGAIN) {
        return -1;
      }
      if (n != -Errno.EINTR) {
        return (int) Kernel.check("read", toString(), n);
      }
    }
  }

  /**
   * Writes {@code length} bytes of {@code buffer} from {@code offset}, all of them.
   *
   * @throws IndexOutOfBoundsException if they are not all inside the buffer
   */
  public void write(NativeBuffer buffer, int offset, int length) throws SyscallException {
    Objects.checkFromIndexSize(offset, length, buffer.size());
    int done = 0;
    while (done < length) {
      long n =
          Kernel.call(Nr.WRITE, number(), buffer.address() + offset + done, (long) length - done);
      if (n != -Errno.EINTR) {
        done += (int) Kernel.check("write", toString(), n);
      }
    }
  }

  /**
   * Writes as many bytes as are taken at once; repeats when interrupted.
   *
   * @return how many that were
   * @throws SyscallException EAGAIN if a non-blocking descriptor takes none now
   * @throws IndexOutOfBoundsException if they are not all inside the buffer
   */
  public int writeSome(NativeBuffer buffer, int offset, int length) throws SyscallException {
    Objects.checkFromIndexSize(offset, length, buffer.size());
    long n;
    do {
      n = Kernel.call(Nr.WRITE, number(), buffer.address() + offset, length);
    } while (n == -Errno.EINTR);
    return (int) Kernel.check("write", toString(), n);
  }

  /**
   * Cuts the file off after {@code length} bytes.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/ftruncate.2.html">ftruncate(2)</a>
   */
  public void truncate(long length) throws SyscallException {
    Kernel.check("ftruncate", toString(), Kernel.call(Nr.FTRUNCATE, number(), length));
  }

  /**
   * Returns when what was written is on the disk; of a directory, the names in it.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/fsync.2.html">fsync(2)</a>
   */
  public void sync() throws SyscallException {
    Kernel.check("fsync", toString(), Kernel.call(Nr.FSYNC, number()));
  }

  /**
   * Goes on behind the last byte; of /dev/kmsg, behind the last record.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/lseek.2.html">lseek(2)</a>
   */
  public void seekToEnd() throws SyscallException {
    Kernel.check("lseek", toString(), Kernel.call(Nr.LSEEK, number(), 0L, SEEK_END));
  }

  /** Another number for the same open file, always with O_CLOEXEC. */
  public Fd duplicate() throws SyscallException {
    long n = Kernel.call(Nr.FCNTL, number(), F_DUPFD_CLOEXEC, LOWEST_DUPLICATE);
    return new Fd((int) Kernel.check("fcntl", "F_DUPFD_CLOEXEC", n));
  }

  /** Writes all of {@code bytes}. */
  public void write(byte[] bytes) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment m = arena.allocate(Math.max(1, bytes.length));
      Memory.put(m, 0, bytes);
      int done = 0;
      while (done < bytes.length) {
        long n = Kernel.call(Nr.WRITE, number(), m.address() + done, bytes.length - done);
        if (n != -Errno.EINTR) {
          done += (int) Kernel.check("write", toString(), n);
        }
      }
    }
  }

  /** Closes the descriptor; a second call does nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      // Linux frees the number even if close(2) reports an error: nothing is left to do then.
      Kernel.call(Nr.CLOSE, number);
    }
  }

  @Override
  public String toString() {
    return "fd " + number;
  }
}
