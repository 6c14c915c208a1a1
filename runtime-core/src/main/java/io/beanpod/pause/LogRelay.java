package io.beanpod.pause;

import io.beanpod.container.ContainerPlan;
import io.beanpod.container.Streams;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.LogLimits;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Brings what the containers write to their log files, and to whoever is attached: one thread for
 * the pod, so that a busy log never delays the reaping, and a slow disk never the restart.
 *
 * <p>Nothing that goes wrong with one log, stream or client touches another, and none of it the
 * application: it must never block on its output because of us.
 */
final class LogRelay implements Runnable {
  private static final int CHUNK = 64 * 1024;
  private static final long WAKE = 0;

  /** The output of one start of a container; closed when all its streams have ended. */
  static final class Log {
    private final LogFile file;
    private final AttachPoint attachPoint;
    private final boolean[] ended;
    private final Map<Long, Attacher> attachers = new HashMap<>();
    private int streams;

    private Log(LogFile file, AttachPoint attachPoint, int streams) {
      this.file = file;
      this.attachPoint = attachPoint;
      this.streams = streams;
      ended = new boolean[streams];
    }
  }

  /** What is waited for: the output of a container, or the departure of a client. */
  private sealed interface Source {
    Fd fd();
  }

  private record Stream(Fd fd, int output, LogFormat format, Log log) implements Source {}

  private record Client(Attacher attacher, Log log) implements Source {
    @Override
    public Fd fd() {
      return attacher.connection();
    }
  }

  private final Clock clock;
  private final LogLimits limits;
  private final Epoll epoll = new Epoll();
  private final Fd wake = Descriptors.event();
  private final Fd drained = Descriptors.event();
  private final Timestamps timestamps = new Timestamps();
  private final NativeBuffer transfer = NativeBuffer.shared(CHUNK);
  private final byte[] chunk = new byte[CHUNK];
  private final LogBuffer out = new LogBuffer();
  private final Map<Long, Source> sources = new HashMap<>();
  private final List<Log> failing = new ArrayList<>();
  private final List<Source> added = new ArrayList<>();
  private final Queue<LogTrouble> troubles = new ArrayDeque<>();
  private long lastKey = WAKE;
  private int open;

  LogRelay(Clock clock, LogLimits limits) throws SyscallException {
    this.clock = clock;
    this.limits = limits;
    epoll.add(wake, WAKE);
  }

  /**
   * Opens the log of a container, whose standard streams are read from now on. A log that can't be
   * opened is a {@link #trouble}, and no reason not to start the container.
   *
   * @param streams our sides of which belong to the relay from now on
   */
  Log open(String logFile, ContainerPlan plan, Streams streams) throws SyscallException {
    LogFile file = new LogFile(plan.name(), Path.of(logFile), limits, clock, this::report);
    int outputs = streams.outputs().size();
    Log log = new Log(file, new AttachPoint(plan.life(), streams), outputs);
    synchronized (added) {
      for (int i = 0; i < outputs; i++) {
        LogFormat format = new LogFormat(i == 0 ? "stdout" : "stderr");
        added.add(new Stream(streams.outputs().get(i), i, format, log));
      }
      open += outputs;
    }
    signal(wake);
    return log;
  }

  /**
   * Lets a client attach to a container: see {@link AttachPoint#attach}. The connection is
   * duplicated, and may be closed by the caller.
   */
  void attach(Log log, Fd connection) throws IOException {
    Attacher attacher = log.attachPoint.attach(connection);
    synchronized (added) {
      added.add(new Client(attacher, log));
    }
    signal(wake);
  }

  /** Readable whenever a stream has ended or there is {@link #trouble}. */
  Fd drained() {
    return drained;
  }

  /** The next thing to be told of a log that can't be written, or can be again. */
  Optional<LogTrouble> trouble() {
    synchronized (troubles) {
      return Optional.ofNullable(troubles.poll());
    }
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
        int ready = epoll.await(millisToRetry());
        for (int i = 0; i < ready; i++) {
          long key = epoll.key(i);
          Source source = sources.get(key); // another one's end may have ended it just now
          if (key == WAKE) {
            addNew();
          } else if (source instanceof Stream stream) {
            relay(key, stream);
          } else if (source instanceof Client client) {
            hear(key, client);
          }
        }
        retry();
      }
    } catch (IOException e) {
      // Only of the epoll and event descriptors, which are made to work.
      throw new IllegalStateException("the log relay can't go on: " + e.getMessage(), e);
    }
  }

  /** The kernel is asked to wake us only while a log is failing. */
  private int millisToRetry() {
    long next = Long.MAX_VALUE;
    for (Log log : failing) {
      next = Math.min(next, log.file.retryAt());
    }
    long now = clock.monotonicMillis();
    return next == Long.MAX_VALUE ? -1 : (int) Math.max(0, next - now);
  }

  private void retry() {
    for (int i = failing.size() - 1; i >= 0; i--) {
      failing.get(i).file.retry();
      if (!failing.get(i).file.isFailing()) {
        failing.remove(i);
      }
    }
  }

  private void addNew() throws SyscallException {
    wake.read(transfer);
    List<Source> all;
    synchronized (added) {
      all = new ArrayList<>(added);
      added.clear();
    }
    for (Source source : all) {
      long key = ++lastKey;
      sources.put(key, source);
      epoll.add(source.fd(), key);
      if (source instanceof Client client) {
        begin(key, client);
      } else if (source instanceof Stream stream) {
        watch(stream.log());
      }
    }
  }

  private void begin(long key, Client client) {
    Log log = client.log();
    log.attachers.put(key, client.attacher());
    for (int i = 0; i < log.ended.length; i++) {
      if (log.ended[i]) {
        client.attacher().end(i);
      }
    }
  }

  private void relay(long key, Stream stream) throws SyscallException {
    int n = read(stream);
    byte[] time = timestamps.nanos(clock.now()).getBytes(StandardCharsets.US_ASCII);
    if (n > 0) {
      transfer.copyTo(0, chunk, 0, n);
      if (!stream.log().attachers.isEmpty()) {
        tee(stream, n);
      }
      stream.format().add(chunk, n, time, out);
      flush(stream.log());
      return;
    }
    stream.format().end(time, out);
    flush(stream.log());
    end(key, stream);
  }

  /** How many bytes; 0 at the end, which a terminal that nobody has open any more tells by EIO. */
  private int read(Stream stream) {
    try {
      return stream.fd().read(transfer);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EIO) {
        System.err.println("beanpod: the output of a container ends: " + e.getMessage());
      }
      return 0;
    }
  }

  private void tee(Stream stream, int length) throws SyscallException {
    List<Long> slow = new ArrayList<>(0);
    for (Map.Entry<Long, Attacher> attached : stream.log().attachers.entrySet()) {
      if (!attached.getValue().write(stream.output(), transfer, length)) {
        slow.add(attached.getKey());
      }
    }
    for (long key : slow) {
      forget(key, stream.log()).drop();
    }
  }

  /** The client has no more input, or is gone. */
  private void hear(long key, Client client) throws SyscallException {
    int n;
    try {
      n = client.fd().read(transfer);
    } catch (SyscallException e) {
      n = 0; // ECONNRESET: gone without reading to the end
    }
    client.log().attachPoint.left();
    if (n == 0) {
      forget(key, client.log()).close();
    }
  }

  private Attacher forget(long key, Log log) throws SyscallException {
    Attacher attacher = log.attachers.remove(key);
    sources.remove(key);
    epoll.remove(attacher.connection());
    return attacher;
  }

  private void end(long key, Stream stream) throws SyscallException {
    Log log = stream.log();
    sources.remove(key);
    epoll.remove(stream.fd());
    stream.fd().close();
    log.ended[stream.output()] = true;
    for (Attacher attacher : log.attachers.values()) {
      attacher.end(stream.output());
    }
    boolean last;
    synchronized (added) {
      last = log.streams == 1;
    }
    if (last) {
      log.attachPoint.close();
      failing.remove(log);
      log.file.close(); // before it is told that the log is complete
    }
    synchronized (added) {
      open--;
      log.streams--;
    }
    signal(drained);
  }

  private void flush(Log log) {
    boolean before = log.file.isFailing();
    log.file.write(out, transfer);
    out.clear();
    if (log.file.isFailing() != before) {
      watch(log);
    }
  }

  private void watch(Log log) {
    if (log.file.isFailing() && !failing.contains(log)) {
      failing.add(log);
    }
  }

  private void report(LogTrouble trouble) {
    System.err.println("beanpod: container " + trouble.container() + ": " + trouble.message());
    synchronized (troubles) {
      troubles.add(trouble);
    }
    try {
      signal(drained);
    } catch (SyscallException e) {
      System.err.println("beanpod: the event loop is not told: " + e.getMessage());
    }
  }

  private static void signal(Fd event) throws SyscallException {
    event.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
  }
}
