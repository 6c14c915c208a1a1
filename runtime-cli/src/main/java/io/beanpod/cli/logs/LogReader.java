package io.beanpod.cli.logs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Turns a CRI log and its rotated files into what the container wrote. A line in the file that is
 * no CRI line is printed as it is, rather than hidden.
 */
public final class LogReader implements Closeable {
  private static final int BUFFER = 256 * 1024;

  private final LogSequence file;
  private final LogSink sink;
  private final String prefix;
  private final boolean timestamps;
  private final byte[] since;

  private byte[] buffer = new byte[BUFFER];
  private int length;
  private long position;
  private boolean inLine;

  /**
   * Opens a log.
   *
   * @param prefix begins every line; empty for none
   */
  public LogReader(Path path, LogOptions options, String prefix, LogSink sink) throws IOException {
    this.file = LogSequence.open(path);
    this.sink = sink;
    this.prefix = prefix;
    this.timestamps = options.timestamps();
    this.since = options.since().orElse("").getBytes(StandardCharsets.US_ASCII);
    if (options.tail().isPresent()) {
      position = TailStart.of(file, options.tail().getAsLong());
    }
  }

  /**
   * Prints all complete lines that are there by now.
   *
   * @return whether there were any new bytes
   */
  public boolean pump() throws IOException {
    boolean any = false;
    while (!sink.isFull()) {
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2); // one very long line
      }
      int count = file.read(ByteBuffer.wrap(buffer, length, buffer.length - length), position);
      if (count <= 0) {
        break;
      }
      any = true;
      position += count;
      int searchFrom = length;
      length += count;
      lines(searchFrom);
    }
    return any;
  }

  /**
   * Goes on with the file that a rotation has begun, once {@link #pump} finds nothing more.
   *
   * @return whether there is one
   */
  public boolean advance() throws IOException {
    return file.advance(position);
  }

  /**
   * Prints the last line even where its end is missing, as after a crash of the machine.
   *
   * @param endLine whether to add a line break that the container did not write, because the lines
   *     of another log follow
   */
  public void finish(boolean endLine) {
    if (length > 0) {
      line(0, length);
      length = 0;
    }
    if (inLine && endLine) {
      sink.endLine();
    }
    inLine = false;
  }

  /** Whether the last thing printed was a part of a line. */
  public boolean isInLine() {
    return inLine;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void lines(int searchFrom) {
    int start = 0;
    for (int i = searchFrom; i < length; i++) {
      if (buffer[i] == '\n') {
        line(start, i);
        start = i + 1;
      }
    }
    System.arraycopy(buffer, start, buffer, 0, length - start);
    length -= start;
  }

  private void line(int start, int end) {
    int tag = LogHeader.tag(buffer, start, end);
    int text = tag == LogHeader.NONE ? start : LogHeader.text(buffer, tag, end);
    if (tag != LogHeader.NONE && isBeforeSince(start, end)) {
      return;
    }
    if (!inLine) {
      begin(start, end, tag);
    }
    sink.write(buffer, text, end - text);
    inLine = !LogHeader.isFull(buffer, tag);
    if (!inLine) {
      sink.endLine();
    }
  }

  private void begin(int start, int end, int tag) {
    if (!prefix.isEmpty()) {
      sink.write(prefix);
    }
    if (timestamps && tag != LogHeader.NONE) {
      sink.write(buffer, start, LogHeader.timeEnd(buffer, start, end) + 1 - start);
    }
  }

  private boolean isBeforeSince(int start, int end) {
    for (int i = 0; i < since.length && start + i < end; i++) {
      if (buffer[start + i] != since[i]) {
        return buffer[start + i] < since[i];
      }
    }
    return false;
  }
}
