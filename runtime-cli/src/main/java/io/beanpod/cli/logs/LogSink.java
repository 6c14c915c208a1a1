package io.beanpod.cli.logs;

import io.beanpod.cli.Output;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Where the text of one or more logs goes: whole lines, and no more bytes than asked for. */
public final class LogSink {
  private static final byte[] NEWLINE = {'\n'};

  private final Output out;
  private long left;

  /** Prints at most {@code limit} bytes to {@code out}, where a limit is given. */
  public LogSink(Output out, OptionalLong limit) {
    this.out = out;
    this.left = limit.orElse(Long.MAX_VALUE);
  }

  /** Whether the limit is reached. */
  public boolean isFull() {
    return left == 0;
  }

  void write(byte[] bytes, int from, int count) {
    int taken = (int) Math.min(count, left);
    out.write(bytes, from, taken);
    left -= taken;
  }

  void write(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  void endLine() {
    write(NEWLINE, 0, 1);
  }

  /** Shows what was written so far. */
  public void flush() {
    out.flush();
  }
}
