package io.beanpod.network.cni;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a plugin's program, which may be anything: it is killed, with what it has started,
 * when it takes too long or prints without an end.
 */
final class PluginRun {
  private static final int MOST_OUTPUT = 1 << 20;

  /**
   * How it ended.
   *
   * @param status its exit status
   * @param out what it printed
   * @param err its messages
   */
  record Ended(int status, String out, String err) {}

  private final Process process;
  private volatile boolean tooMuch;

  private PluginRun(Process process) {
    this.process = process;
  }

  /**
   * Runs a program to its end.
   *
   * @param environment in addition to this process's
   * @param input for its standard input
   * @throws IOException if it can't be started, or had to be killed, and why
   */
  static Ended of(Path program, Map<String, String> environment, String input, Duration patience)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.toString());
    builder.environment().putAll(environment);
    return new PluginRun(builder.start()).end(input, patience);
  }

  private Ended end(String input, Duration patience) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    // All three at once: a program may read nothing before it has written, or the other way round.
    Thread[] copies = {
      start(() -> write(input)),
      start(() -> read(process.getInputStream(), out)),
      start(() -> read(process.getErrorStream(), err))
    };
    try {
      long end = System.nanoTime() + patience.toNanos();
      boolean ended = process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
      for (Thread copy : copies) {
        Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        ended = ended && copy.join(left); // somebody else may keep the pipes open
      }
      if (tooMuch) {
        throw new IOException("it printed more than " + MOST_OUTPUT + " bytes, and was killed");
      }
      if (!ended) {
        throw new IOException(
            "it did not end within " + patience.toSeconds() + " s, and was killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while it ran");
    } finally {
      kill();
    }
    return new Ended(
        process.exitValue(),
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8).strip());
  }

  private static Thread start(Runnable copy) {
    return Thread.ofPlatform().name("cni-plugin").daemon().start(copy);
  }

  private void write(String input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedWithoutReading) {
      // It need not read: its status and its output say how it went.
    }
  }

  private void read(InputStream from, ByteArrayOutputStream to) {
    byte[] part = new byte[8192];
    try {
      for (int n = from.read(part); n > 0; n = from.read(part)) {
        to.write(part, 0, n);
        if (to.size() > MOST_OUTPUT) {
          tooMuch = true;
          kill();
          return;
        }
      }
    } catch (IOException closed) {
      // It was killed: that is told.
    }
  }

  /** Its children first: without their parent they would not be found. */
  private void kill() {
    if (process.isAlive()) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
