package io.beanpod.network.cni;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps two command lines from calling plugins for one pod at once, which the protocol forbids: a
 * lock on the pod's directory, which the plugins hold too. One that goes on when its command line
 * was killed keeps it until it has ended: only then can what it makes be taken back. A command line
 * that lives takes the lock back from all, whatever a plugin has left running.
 *
 * @see <a href="https://www.cni.dev/docs/spec/#lifecycle--ordering">Lifecycle and Ordering</a>
 */
final class PodLock implements AutoCloseable {
  private static final int POLL_MILLIS = 20; // flock(2) has no time limit

  private final Flock lock;

  private PodLock(Flock lock) {
    this.lock = lock;
  }

  /** The lock, if nobody has it now. */
  static Optional<PodLock> tryOn(Path directory) throws IOException {
    return Flock.tryDirectory(directory).map(PodLock::new);
  }

  /**
   * The lock, once nobody else has it.
   *
   * @return empty if the directory is gone, or goes meanwhile: another one was faster
   * @throws IOException if somebody still has it when the time is over
   */
  static Optional<PodLock> await(Path directory, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    try {
      do {
        Optional<PodLock> lock = tryOn(directory);
        if (lock.isPresent()) {
          if (Files.isDirectory(directory)) {
            return lock;
          }
          lock.get().close();
          return Optional.empty();
        }
        Thread.sleep(POLL_MILLIS);
      } while (System.nanoTime() < end);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for " + directory);
    }
    throw new IOException(
        "another command, or a plugin that a killed one has left, still works on "
            + directory
            + " after "
            + patience.toSeconds()
            + " s (to see it: fuser -v "
            + directory
            + ")");
  }

  /** The open file, for plugins to inherit. */
  Fd fd() {
    return lock.fd();
  }

  @Override
  public void close() throws IOException {
    try (Flock closed = lock) {
      closed.unlock();
    }
  }
}
