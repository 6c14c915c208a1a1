package io.beanpod.network.cni;

import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Processes;
import io.beanpod.linux.StepList;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.linux.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a plugin's program, which may be anything: it is killed, with what it has started,
 * when it takes too long or prints without an end. What it has printed when it ends is its answer,
 * even if something that it started keeps its output open.
 */
final class PluginRun implements AutoCloseable {
  private static final int MOST_OUTPUT = 1 << 20;
  private static final int CHUNK = 8192;

  /** The number that it has the lock under. */
  private static final int LOCK = 3;

  /** Above all that a program is given. */
  private static final int ABOVE = 10;

  private static final int ENDED = 2;

  /**
   * How it ended.
   *
   * @param status its exit status
   * @param out what it printed
   * @param err its messages
   */
  record Ended(int status, String out, String err) {}

  private final Child child;
  private final Output[] outputs;
  private final NativeBuffer buffer = new NativeBuffer(CHUNK);

  private PluginRun(Child child, Output... outputs) {
    this.child = child;
    this.outputs = outputs;
  }

  /**
   * Runs a program to its end.
   *
   * @param environment in addition to this process's
   * @param input for its standard input
   * @param lock an open file that it has too
   * @throws IOException if it can't be started, or had to be killed, and why
   */
  static Ended of(
      Path program, Map<String, String> environment, String input, Fd lock, Duration patience)
      throws IOException {
    Descriptors.Pair in = Descriptors.pipe();
    Output out = new Output();
    Output err = new Output();
    try (Fd reading = in.first();
        Fd printing = out.pipe.second();
        Fd complaining = err.pipe.second()) {
      Child child;
      try {
        SyscallProgram p = program(program, environment, reading, printing, complaining, lock);
        child = Clone.spawn(p, 0, Optional.empty());
      } catch (IOException e) {
        in.second().close();
        out.pipe.first().close();
        err.pipe.first().close();
        throw e;
      }
      // A thread, which a program that does not read does not keep this one from going on by.
      Thread.ofPlatform().name("cni-plugin").daemon().start(() -> write(in.second(), input));
      reading.close();
      printing.close();
      complaining.close();
      try (PluginRun run = new PluginRun(child, out, err)) {
        return run.end(patience);
      }
    }
  }

  /** A group of its own, by which it is killed with what it has started. */
  private static SyscallProgram program(
      Path program, Map<String, String> environment, Fd... descriptors) {
    SyscallProgram p = new SyscallProgram();
    List<StepList.Result> above = new ArrayList<>();
    for (Fd descriptor : descriptors) {
      above.add(p.dupAbove(SyscallProgram.number(descriptor.number()), ABOVE));
    }
    for (int number = 0; number <= LOCK; number++) {
      p.dup3(above.get(number), number);
    }
    p.closeOnExecFrom(LOCK + 1);
    p.setsid();
    p.signalMask(0);
    Map<String, String> all = new LinkedHashMap<>(System.getenv());
    all.putAll(environment);
    List<String> words = new ArrayList<>();
    for (Map.Entry<String, String> variable : all.entrySet()) {
      words.add(variable.getKey() + "=" + variable.getValue());
    }
    p.execve(program.toString(), List.of(program.toString()), words);
    return p;
  }

  private static void write(Fd stdin, String input) {
    try (stdin) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (SyscallException endedWithoutReading) {
      // It need not read: its status and its output say how it went.
    }
  }

  private Ended end(Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    boolean ended = false;
    try (Epoll epoll = new Epoll()) {
      epoll.add(child.pidfd(), ENDED);
      for (int i = 0; i < outputs.length; i++) {
        Descriptors.nonBlocking(outputs[i].pipe.first());
        epoll.add(outputs[i].pipe.first(), i);
      }
      while (!ended) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new IOException(
              "it did not end within " + patience.toSeconds() + " s, and was killed");
        }
        int ready = epoll.await(Math.clamp(left, 1, Integer.MAX_VALUE));
        for (int i = 0; i < ready; i++) {
          int key = (int) epoll.key(i);
          ended |= key == ENDED;
          if (key != ENDED && !outputs[key].read(buffer)) {
            epoll.remove(outputs[key].pipe.first());
          }
        }
      }
      for (Output output : outputs) {
        output.read(buffer);
      }
    } catch (IOException e) {
      Processes.killGroup(child.pid(), Processes.SIGKILL);
      Waiting.reap(child);
      throw e;
    }
    int status = Waiting.reap(child).map(Waiting.Exit::exitCode).orElseThrow();
    return new Ended(status, outputs[0].text(), outputs[1].text().strip());
  }

  /** What it prints on one stream. */
  private static final class Output {
    final Descriptors.Pair pipe;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Output() throws SyscallException {
      pipe = Descriptors.pipe();
    }

    /**
     * Reads what there is now.
     *
     * @return whether there may be more later
     */
    boolean read(NativeBuffer buffer) throws IOException {
      byte[] part = new byte[CHUNK];
      while (true) {
        int n = pipe.first().read(buffer);
        if (n <= 0) {
          return n < 0;
        }
        buffer.copyTo(0, part, 0, n);
        bytes.write(part, 0, n);
        if (bytes.size() > MOST_OUTPUT) {
          throw new IOException("it printed more than " + MOST_OUTPUT + " bytes, and was killed");
        }
      }
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    for (Output output : outputs) {
      output.pipe.first().close();
    }
    child.pidfd().close();
    buffer.close();
  }
}
