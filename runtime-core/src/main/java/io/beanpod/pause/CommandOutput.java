package io.beanpod.pause;

import io.beanpod.lifecycle.ProbeOutcome;
import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a probe's or hook's command prints: the first 10 KiB are kept, the rest is thrown away. */
final class CommandOutput {
  /** In bytes; all that a pipe holds. */
  private static final int AT_ONCE = 64 * 1024;

  private final Fd pipe;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  /**
   * Nothing yet.
   *
   * @param pipe non-blocking
   */
  CommandOutput(Fd pipe) {
    this.pipe = pipe;
  }

  Fd pipe() {
    return pipe;
  }

  /**
   * Reads what there is, but not more than a pipe holds: a command that prints faster than it is
   * read ({@code yes}) would keep the event loop from everything else, its own time limit included.
   *
   * @param buffer what it goes through; its content is lost
   * @return whether there may be more to come
   */
  boolean read(NativeBuffer buffer) throws SyscallException {
    int n = pipe.read(buffer);
    for (int taken = 0; n > 0; n = taken < AT_ONCE ? pipe.read(buffer) : -1) {
      taken += n;
      byte[] wanted = new byte[Math.min(n, ProbeOutcome.MAX_OUTPUT - kept.size())];
      buffer.copyTo(0, wanted, 0, wanted.length);
      kept.write(wanted, 0, wanted.length);
    }
    return n < 0;
  }

  /** What is kept of it. */
  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
