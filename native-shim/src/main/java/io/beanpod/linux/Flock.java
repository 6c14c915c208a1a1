package io.beanpod.linux;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A lock on a file or directory, held until it is closed; the kernel drops it when the process
 * dies, so a crash leaves no stale lock. It belongs to the open file, so threads of one JVM exclude
 * each other too, which {@link java.nio.channels.FileLock} does not do.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/flock.2.html">flock(2)</a>
 */
public final class Flock implements AutoCloseable {
  private static final int LOCK_SH = 1;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int LOCK_UN = 8;

  private final Fd fd;

  private Flock(Fd fd) {
    this.fd = fd;
  }

  /** Waits until nobody else holds {@code file}, which is made (mode 0600) if it is missing. */
  public static Flock exclusive(Path file) throws SyscallException {
    return onFile(file, LOCK_EX);
  }

  /** Waits until nobody holds {@code file} exclusively; others may hold it shared. */
  public static Flock shared(Path file) throws SyscallException {
    return onFile(file, LOCK_SH);
  }

  /** The open file, for a child that is to hold the lock too: until both have closed it. */
  public Fd fd() {
    return fd;
  }

  /** Locks a file, which is made (mode 0600) if it is missing, if nobody holds it now. */
  public static Optional<Flock> tryExclusive(Path file) throws SyscallException {
    String path = file.toString();
    return tryLock(Fd.open(path, Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW, 0600), path);
  }

  /** Locks a directory if nobody holds it now. */
  public static Optional<Flock> tryDirectory(Path directory) throws SyscallException {
    String path = directory.toString();
    return tryLock(Fd.open(path, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0), path);
  }

  private static Optional<Flock> tryLock(Fd fd, String path) throws SyscallException {
    boolean locked = false;
    try {
      locked = lock(fd, LOCK_EX | LOCK_NB, path);
      return locked ? Optional.of(new Flock(fd)) : Optional.empty();
    } finally {
      if (!locked) {
        fd.close();
      }
    }
  }

  private static Flock onFile(Path file, int operation) throws SyscallException {
    Fd fd = Fd.open(file.toString(), Fd.O_RDWR | Fd.O_CREAT | Fd.O_NOFOLLOW, 0600);
    return held(fd, operation, file.toString());
  }

  private static Flock held(Fd fd, int operation, String detail) throws SyscallException {
    boolean locked = false;
    try {
      locked = lock(fd, operation, detail);
      return new Flock(fd);
    } finally {
      if (!locked) {
        fd.close();
      }
    }
  }

  private static boolean lock(Fd fd, int operation, String detail) throws SyscallException {
    long r;
    do {
      r = Kernel.call(Nr.FLOCK, fd.number(), operation);
    } while (r == -Errno.EINTR);
    if (r == -Errno.EAGAIN && (operation & LOCK_NB) != 0) {
      return false;
    }
    Kernel.check("flock", detail, r);
    return true;
  }

  /** Lets the lock go for children too that have the open file still. */
  public void unlock() throws SyscallException {
    lock(fd, LOCK_UN, fd.toString());
  }

  /** Lets the lock go. */
  @Override
  public void close() {
    fd.close();
  }
}
