package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings what the containers write to their log files: one thread for the pod, so that a busy log
 * never delays the reaping, and a slow disk never the restart.
 *
 * <p>A log that can't be written (a full disk) is dropped and reported, and the application goes
 * on: it must never block on its output because of us.
 */
final class LogRelay implements Runnable {
  private static final int CHUNK = 64 * 1024;
  private static final int PIPE_CAPACITY = 256 * 1024;
  private static final long WAKE = 0;

  /** The ends of two pipes that a container writes to, and the log that comes of them. */
  record Ends(Fd stdout, Fd stderr, Log log) implements AutoCloseable {
    @Override
    public void close() {
      stdout.close();
      stderr.close();
    }
  }

  /** The log of one start of a container; closed when both streams have ended. */
  static final class Log {
    private final Fd file;
    private int streams = 2;
    private boolean lost;

    private Log(Fd file) {
      this.file = file;
    }
  }

  private record Stream(Fd pipe, LogFormat format, Log log) {}

  private final Clock clock;
  private final Epoll epoll = new Epoll();
  private final Fd wake = Descriptors.event();
  private final Fd drained = Descriptors.event();
  private final Timestamps timestamps = new Timestamps();
  private final NativeBuffer transfer = NativeBuffer.shared(CHUNK);
  private final byte[] chunk = new byte[CHUNK];
  private final LogBuffer out = new LogBuffer();
  private final Map<Long, Stream> streams = new HashMap<>();
  private final List<Stream> added = new ArrayList<>();
  private long lastKey = WAKE;
  private int open;

  LogRelay(Clock clock) throws SyscallException {
    this.clock = clock;
    epoll.add(wake, WAKE);
  }

  /**
   * Opens the log file and two pipes for a container; their other ends are read from now on.
   *
   * @return the ends to give to the container, and to close after that
   */
  Ends open(String logFile) throws SyscallException {
    Log log = new Log(Fd.open(logFile, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND, 0640));
    List<Descriptors.Pair> pipes = pipes(log);
    Descriptors.Pair stdout = pipes.get(0);
    Descriptors.Pair stderr = pipes.get(1);
    Descriptors.pipeCapacity(stdout.first(), PIPE_CAPACITY);
    synchronized (added) {
      added.add(new Stream(stdout.first(), new LogFormat("stdout"), log));
      added.add(new Stream(stderr.first(), new LogFormat("stderr"), log));
      open += 2;
    }
    signal(wake);
    return new Ends(stdout.second(), stderr.second(), log);
  }

  /** Both or none: a pod that restarts for days must not lose a descriptor at each failure. */
  private static List<Descriptors.Pair> pipes(Log log) throws SyscallException {
    List<Descriptors.Pair> pipes = new ArrayList<>();
    try {
      pipes.add(Descriptors.pipe());
      pipes.add(Descriptors.pipe());
      return pipes;
    } catch (SyscallException e) {
      log.file.close();
      for (Descriptors.Pair pipe : pipes) {
        pipe.first().close();
        pipe.second().close();
      }
      throw e;
    }
  }

  /** Readable whenever a stream has ended. */
  Fd drained() {
    return drained;
  }

  /** Whether every stream that was opened has been read to its end and written. */
  boolean isDrained() {
    synchronized (added) {
      return open == 0;
    }
  }

  /** The same for one start of a container. */
  boolean isDrained(Log log) {
    synchronized (added) {
      return log.streams == 0;
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        int ready = epoll.await(-1);
        for (int i = 0; i < ready; i++) {
          long key = epoll.key(i);
          if (key == WAKE) {
            addNew();
          } else {
            relay(key, streams.get(key));
          }
        }
      }
    } catch (IOException e) {
      // Nothing here may fail but the writing of files, which is dealt with where it happens.
      throw new IllegalStateException("the log relay can't go on: " + e.getMessage(), e);
    }
  }

  private void addNew() throws SyscallException {
    wake.read(transfer);
    synchronized (added) {
      for (Stream stream : added) {
        streams.put(++lastKey, stream);
        epoll.add(stream.pipe(), lastKey);
      }
      added.clear();
    }
  }

  private void relay(long key, Stream stream) throws SyscallException {
    int n = stream.pipe().read(transfer);
    byte[] time = timestamps.nanos(clock.now()).getBytes(StandardCharsets.US_ASCII);
    if (n > 0) {
      transfer.copyTo(0, chunk, 0, n);
      stream.format().add(chunk, n, time, out);
      flush(stream.log());
      return;
    }
    stream.format().end(time, out);
    flush(stream.log());
    streams.remove(key);
    epoll.remove(stream.pipe());
    stream.pipe().close();
    synchronized (added) {
      open--;
      stream.log().streams--;
      if (stream.log().streams == 0) {
        stream.log().file.close();
      }
    }
    signal(drained);
  }

  private void flush(Log log) {
    try {
      if (!log.lost) {
        out.flush(log.file, transfer);
      }
    } catch (SyscallException e) {
      log.lost = true;
      System.err.println("beanpod: a container's log is lost from here on: " + e.getMessage());
    } finally {
      out.clear();
    }
  }

  private static void signal(Fd event) throws SyscallException {
    event.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
  }
}
