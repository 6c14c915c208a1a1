package io.beanpod.cli;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Terminal;
import io.beanpod.pod.Attachment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Relays between this process's standard streams and a container's, until the container's have
 * ended or the input has.
 */
final class AttachSession {
  private static final int CHUNK = 64 * 1024;

  private final Attachment attachment;
  private final boolean stdin;
  private final boolean raw;

  /** Counted down to 0 by the end of both outputs, or by the end of the input. */
  private final CountDownLatch end;

  private volatile boolean detached;

  /**
   * A session.
   *
   * @param stdin whether to relay the input
   * @param raw whether the input is a terminal whose keys all go to the container
   */
  AttachSession(Attachment attachment, boolean stdin, boolean raw) {
    this.attachment = attachment;
    this.stdin = stdin;
    this.raw = raw;
    end = new CountDownLatch(attachment.outputs().size());
  }

  /**
   * Relays.
   *
   * @return false if we were too slow for the container's output
   */
  boolean run() throws IOException {
    Optional<Terminal.Saved> saved = raw ? Terminal.raw(0) : Optional.empty();
    try {
      if (saved.isPresent()) {
        restoreWhenKilled(saved.get());
        followSize(attachment.input().orElseThrow());
      }
      List<Fd> outputs = attachment.outputs();
      for (int i = 0; i < outputs.size(); i++) {
        Fd from = outputs.get(i);
        Fd to = Fd.of(i + 1);
        Thread.ofPlatform().daemon().name("output").start(() -> copyOutput(from, to));
      }
      if (stdin) {
        Thread.ofPlatform().daemon().name("stdin").start(this::copyInput);
      }
      end.await();
      return detached || !isTooSlow();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while attached", e);
    } finally {
      if (saved.isPresent()) {
        saved.get().close();
      }
    }
  }

  /** SIGTERM and SIGHUP run it; the usual end of a command, which has restored it, does not. */
  private static void restoreWhenKilled(Terminal.Saved saved) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    saved.close();
                  } catch (SyscallException e) {
                    System.err.println("beanpod: " + e.getMessage());
                  }
                }));
  }

  /**
   * By fully qualified names: an import of the JDK's unsupported class can't be justified in place.
   */
  @SuppressWarnings("sunapi") // the JDK has no other way to learn of SIGWINCH
  private static void followSize(Fd master) throws SyscallException {
    Terminal.copySizeAnew(0, master);
    sun.misc.Signal.handle(
        new sun.misc.Signal("WINCH"),
        signal -> {
          try {
            Terminal.copySize(0, master);
          } catch (SyscallException e) {
            System.err.println("beanpod: " + e.getMessage() + "\r");
          }
        });
  }

  private void copyOutput(Fd from, Fd to) {
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      for (int n = from.read(buffer); n > 0; n = from.read(buffer)) {
        to.write(buffer, 0, n);
      }
    } catch (SyscallException e) {
      detach(); // nobody reads our output any more
    } finally {
      end.countDown();
    }
  }

  private void copyInput() {
    Fd input = attachment.input().orElseThrow();
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      Fd in = Fd.of(0);
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        input.write(buffer, 0, n);
      }
      if (attachment.once()) {
        attachment.endInput();
      } else {
        detach();
      }
    } catch (IOException e) {
      boolean gone =
          e instanceof SyscallException s && (s.errno() == Errno.EPIPE || s.errno() == Errno.EIO);
      if (!gone) { // it has closed its stdin, or ended: its output tells
        System.err.println("beanpod: attach: " + e.getMessage());
      }
    }
  }

  private void detach() {
    detached = true;
    while (end.getCount() > 0) {
      end.countDown();
    }
  }

  /** The pause says so before it closes our copies of the output. */
  private boolean isTooSlow() {
    try (NativeBuffer buffer = new NativeBuffer(16)) {
      Descriptors.nonBlocking(attachment.connection());
      return attachment.connection().read(buffer) > 0;
    } catch (SyscallException e) {
      return false; // ECONNRESET: the pause has ended, and its containers before it
    }
  }
}
