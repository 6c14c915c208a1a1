package io.beanpod.container;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Standard streams without a terminal. A pipe or socket of ours is given to the command as it is; a
 * terminal or file never is, since a process that holds it could push input into the user's
 * terminal (TIOCSTI), or open the file anew: those are relayed through a pipe, as kubectl would.
 */
final class ExecPipes implements ExecStreams {
  private static final int CHUNK = 64 * 1024;

  /** Bytes go from one descriptor to the other by a thread. */
  private record Pump(Fd from, Fd to, String name) implements Runnable {
    @Override
    public void run() {
      try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
        for (int n = from.read(buffer); n > 0; n = from.read(buffer)) {
          to.write(buffer, 0, n);
        }
      } catch (SyscallException e) {
        // The reader has gone, and so has the use of going on; the writer sees it by its EPIPE.
        from.close();
      } finally {
        to.close();
      }
    }
  }

  private final List<Fd> theirs = new ArrayList<>();
  private final List<Pump> outputs = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final int[] numbers = new int[3];
  private Optional<Pump> input = Optional.empty();

  ExecPipes(boolean stdin) throws IOException {
    numbers[0] = -1;
    if (stdin && passes(0)) {
      numbers[0] = 0;
    } else if (stdin) {
      Descriptors.Pair pipe = Descriptors.pipe();
      numbers[0] = give(pipe.first());
      input = Optional.of(new Pump(Fd.of(0), pipe.second(), "stdin"));
    }
    output(1, "stdout");
    output(2, "stderr");
  }

  private void output(int number, String name) throws IOException {
    if (passes(number)) {
      numbers[number] = number;
      return;
    }
    Descriptors.Pair pipe = Descriptors.pipe();
    numbers[number] = give(pipe.second());
    // A copy, which the pump closes: this process may have more to say when the command has ended.
    outputs.add(new Pump(pipe.first(), Fd.of(number).duplicate(), name));
  }

  private int give(Fd fd) {
    theirs.add(fd);
    return fd.number();
  }

  private static boolean passes(int number) throws SyscallException {
    int type = FileStat.of(Fd.of(number)).mode() & FileStat.S_IFMT;
    return type == FileStat.S_IFIFO || type == FileStat.S_IFSOCK;
  }

  @Override
  public ExecProgram.Stdio stdio(boolean terminal) {
    return new ExecProgram.Stdio(numbers[0], numbers[1], numbers[2], false);
  }

  @Override
  public void relay(Fd process) {
    theirs.forEach(Fd::close);
    for (Pump pump : outputs) {
      threads.add(Thread.ofPlatform().name(pump.name()).start(pump));
    }
    // A daemon: it may wait for the user's next key when the command has ended long ago.
    input.ifPresent(pump -> Thread.ofPlatform().daemon().name(pump.name()).start(pump));
  }

  @Override
  public void drain() throws IOException {
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IOException("interrupted while relaying output", e);
      }
    }
  }

  @Override
  public void close() {
    theirs.forEach(Fd::close);
  }
}
