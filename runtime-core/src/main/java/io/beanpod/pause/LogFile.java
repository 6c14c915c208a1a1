package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.LogLimits;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The log of one start of a container, rotated by size: {@code 0.log}, and older {@code
 * 0.log.TIME}. It consists of whole entries at all times, and no entry is parted by a rotation.
 *
 * <p>What can't be written (a full disk, a directory that became read-only) is dropped and counted:
 * the application must never block on its output because of us. Once a second it is tried again,
 * and the first thing that can be written then is how much is missing.
 */
final class LogFile implements AutoCloseable {
  static final long RETRY_MILLIS = 1000;
  private static final int FLAGS = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND;
  private static final int MODE = 0640;

  private final String container;
  private final Path path;
  private final LogLimits limits;
  private final Clock clock;
  private final Consumer<LogTrouble> troubles;
  private final RotatedName names;
  private final Timestamps timestamps = new Timestamps();
  private final Deque<Path> rotated = new ArrayDeque<>();

  private Optional<Fd> file = Optional.empty();
  private long size;
  private boolean failing;
  private long retryAt;
  private long rotateAt = Long.MIN_VALUE;
  private long lostEntries;
  private long lostBytes;
  private String failure = "";

  /**
   * Opens the log; if that fails it is a log that can't be written yet.
   *
   * @param troubles is told of each failure and of its end
   */
  LogFile(
      String container, Path path, LogLimits limits, Clock clock, Consumer<LogTrouble> troubles) {
    this.container = container;
    this.path = path;
    this.limits = limits;
    this.clock = clock;
    this.troubles = troubles;
    names = new RotatedName(path.getFileName().toString());
    try {
      open();
    } catch (SyscallException e) {
      fail(e);
    }
  }

  private void open() throws SyscallException {
    Fd opened = Fd.open(path.toString(), FLAGS, MODE);
    file = Optional.of(opened);
    size = FileStat.of(opened).size();
  }

  /**
   * Writes everything that is in {@code out}, or drops it.
   *
   * @param transfer what it goes through; its content is lost
   */
  void write(LogBuffer out, NativeBuffer transfer) {
    if (failing) {
      retry();
    }
    int from = 0;
    while (from < out.length() && !failing) {
      int to = fitting(out, from);
      if (to > from) {
        from = append(out, from, to, transfer);
      }
    }
    if (from < out.length()) {
      lostEntries += out.entries(from);
      lostBytes += out.length() - from;
    }
  }

  /** How far {@code out} still goes into this file; {@code from} if there is a new one now. */
  private int fitting(LogBuffer out, int from) {
    long room = limits.maxBytes() - size;
    if (out.length() - from <= room) {
      return out.length();
    }
    int to = out.endBefore(from, from + Math.max(0, room));
    if (to > from || (size > 0 && rotate())) {
      return to;
    }
    return size > 0 ? out.length() : out.endAfter(from); // can't rotate; or one entry is too long
  }

  /** Returns how far it came. */
  private int append(LogBuffer out, int from, int to, NativeBuffer transfer) {
    int done = from;
    try {
      while (done < to) {
        done += out.write(file.orElseThrow(), transfer, done, to);
      }
      size += to - from;
      return to;
    } catch (SyscallException e) {
      int whole = out.endBefore(from, done);
      size += whole - from;
      if (done > whole) {
        cut(e);
      }
      fail(e);
      return whole;
    }
  }

  /** Half an entry would be taken for a whole one. */
  private void cut(SyscallException cause) {
    try {
      file.orElseThrow().truncate(size);
    } catch (SyscallException e) {
      cause.addSuppressed(e);
    }
  }

  private void fail(SyscallException e) {
    failing = true;
    failure = path + ": " + e.getMessage();
    retryAt = clock.monotonicMillis() + RETRY_MILLIS;
    troubles.accept(
        new LogTrouble(container, false, "what it writes is dropped until it works: " + failure));
  }

  /** Whether entries are being dropped. */
  boolean isFailing() {
    return failing;
  }

  /** When it is to be tried again, in monotonic milliseconds. */
  long retryAt() {
    return retryAt;
  }

  /** Tries again, if it is time to. */
  void retry() {
    long now = clock.monotonicMillis();
    if (failing && now >= retryAt) {
      recover();
      retryAt = now + RETRY_MILLIS;
    }
  }

  private void recover() {
    String lost =
        lostEntries + " lines (" + lostBytes + " bytes) of this log are lost, since " + failure;
    String time = timestamps.nanos(clock.now());
    byte[] entry = (time + " stderr F beanpod: " + lost + "\n").getBytes(StandardCharsets.UTF_8);
    file.ifPresent(Fd::close);
    file = Optional.empty();
    try {
      open(); // anew: it may have been moved away, or its directory made again
      if (lostEntries > 0) {
        write(entry);
      }
      failing = false;
    } catch (SyscallException e) {
      // Still the same: it has been told, and the count goes on.
      failure = path + ": " + e.getMessage();
      return;
    }
    lostEntries = 0;
    lostBytes = 0;
    troubles.accept(new LogTrouble(container, true, lost));
  }

  private void write(byte[] entry) throws SyscallException {
    long before = size;
    try {
      file.orElseThrow().write(entry);
      size += entry.length;
    } catch (SyscallException e) {
      size = before;
      cut(e);
      throw e;
    }
  }

  /**
   * The new file is there before the old one is renamed: without room for it all stays as it is.
   */
  private boolean rotate() {
    long now = clock.monotonicMillis();
    if (now < rotateAt) {
      return false;
    }
    Path next = path.resolveSibling("." + path.getFileName());
    Path old = path.resolveSibling(names.next(clock.now()));
    Fd opened;
    try {
      opened = Fd.open(next.toString(), FLAGS | Fd.O_TRUNC, MODE);
    } catch (SyscallException e) {
      return notRotated(now, e);
    }
    try {
      Files.createLink(old, path); // so that there is a file by the name of the log at all times
      Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      opened.close();
      return notRotated(now, e);
    }
    file.orElseThrow().close();
    file = Optional.of(opened);
    size = 0;
    rotated.add(old);
    removeOldest();
    return true;
  }

  private boolean notRotated(long now, IOException e) {
    rotateAt = now + RETRY_MILLIS;
    System.err.println("beanpod: " + path + " is not rotated, and grows: " + e.getMessage());
    return false;
  }

  private void removeOldest() {
    while (rotated.size() >= limits.maxFiles()) {
      Path oldest = rotated.remove();
      try {
        Files.deleteIfExists(oldest);
      } catch (IOException e) {
        System.err.println("beanpod: " + oldest + " stays: " + e.getMessage());
      }
    }
  }

  /** Closes it, after a last try to say what is missing. */
  @Override
  public void close() {
    if (failing) {
      recover();
    }
    file.ifPresent(Fd::close);
  }
}
