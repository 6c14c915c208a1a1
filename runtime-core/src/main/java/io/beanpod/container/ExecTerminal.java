package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Terminal;
import java.io.IOException;
import java.util.Optional;

/**
 * A terminal for a command: a pseudo-terminal of the container's own /dev/pts, so that {@code tty}
 * in it says the truth, relayed to the user's terminal, which is raw meanwhile.
 */
final class ExecTerminal implements ExecStreams {
  private static final int CHUNK = 16 * 1024;
  private static final int STDIN = 0;
  private static final int STDOUT = 1;

  private final boolean stdin;
  private final Terminal.Pty pty;
  private Optional<Terminal.Saved> restore = Optional.empty();
  private Optional<Thread> output = Optional.empty();

  /**
   * @param pid the container's main process, whose root has the /dev/pts
   */
  ExecTerminal(int pid, boolean stdin) throws IOException {
    this.stdin = stdin;
    String path = "/proc/" + pid + "/root/dev/pts";
    try (Fd devpts = Fd.open(path, Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
      pty = Terminal.open(devpts);
    }
    Terminal.copySize(STDOUT, pty.master());
  }

  @Override
  public ExecProgram.Stdio stdio(boolean terminal) {
    int slave = pty.slave().number();
    return new ExecProgram.Stdio(slave, slave, slave, true);
  }

  @Override
  public void relay(Fd process) throws IOException {
    pty.slave().close();
    if (stdin) {
      restore = Terminal.raw(STDIN);
      Thread.ofPlatform().daemon().name("stdin").start(this::copyInput);
    }
    followSize();
    output = Optional.of(Thread.ofPlatform().daemon().name("terminal").start(this::copyOutput));
  }

  /**
   * By fully qualified names: an import of the JDK's unsupported class can't be justified in place.
   */
  @SuppressWarnings("sunapi") // the JDK has no other way to learn of SIGWINCH
  private void followSize() {
    sun.misc.Signal.handle(
        new sun.misc.Signal("WINCH"),
        signal -> {
          try {
            Terminal.copySize(STDOUT, pty.master());
          } catch (SyscallException e) {
            System.err.println("beanpod: " + e.getMessage() + "\r");
          }
        });
  }

  private void copyInput() {
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      Fd in = Fd.of(STDIN);
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        pty.master().write(buffer, 0, n);
      }
      if (!Terminal.is(STDIN)) {
        pty.master().write(new byte[] {4}); // the end of a file, typed: ^D
      }
    } catch (SyscallException e) {
      // EIO is how a pseudo-terminal says that its last user has gone: nobody to type for.
      if (e.errno() != Errno.EIO) {
        System.err.println("beanpod: terminal: " + e.getMessage() + "\r");
      }
    }
  }

  private void copyOutput() {
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      Fd out = Fd.of(STDOUT);
      for (int n = pty.master().read(buffer); n > 0; n = pty.master().read(buffer)) {
        out.write(buffer, 0, n);
      }
    } catch (SyscallException e) {
      // EIO is how a pseudo-terminal says that its last user has gone.
      if (e.errno() != Errno.EIO) {
        System.err.println("beanpod: terminal: " + e.getMessage() + "\r");
      }
    }
  }

  @Override
  public void drain() throws IOException {
    try {
      // A process that the command left in the background may hold the terminal: do not wait for it
      // longer than the last output takes.
      output.orElseThrow().join(200);
    } catch (InterruptedException e) {
      throw new IOException("interrupted while relaying the terminal", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (restore.isPresent()) {
      restore.get().close();
    }
  }
}
