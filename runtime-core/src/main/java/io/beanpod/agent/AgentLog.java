package io.beanpod.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error, which is {@code agent.log}: begun anew when it has become too long, since nobody
 * may ever read it.
 */
final class AgentLog extends OutputStream {
  private static final long MAX = 64 * 1024;

  private final FileOutputStream file = new FileOutputStream(FileDescriptor.err);
  private long written;

  /** What this process says goes there from now on. */
  static void install() {
    System.setErr(new PrintStream(new AgentLog(), true, StandardCharsets.UTF_8));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (written + length > MAX) {
      file.getChannel().truncate(0); // it was opened for appending
      written = 0;
    }
    file.write(bytes, from, length);
    written += length;
  }
}
