package io.beanpod.cli.logs;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds where the last lines of a log begin, from the end of the file backwards: the size of the
 * log does not matter. A line that was written in parts counts once.
 */
final class TailStart {
  private static final int BLOCK = 64 * 1024;

  private TailStart() {}

  /** The offset of the first of the last {@code lines} lines; 0 where there are no more. */
  static long of(LogSequence file, long lines) throws IOException {
    long size = file.size();
    if (lines == 0) {
      return size;
    }
    // The headers of lines at the end of a block reach into the next one.
    byte[] bytes = new byte[BLOCK + LogHeader.MAX];
    long next = size; // where the line after the one we look at begins
    long count = 0;
    for (long end = size; end > 0; ) {
      long start = Math.max(0, end - BLOCK);
      int length = read(file, start, bytes, (int) Math.min(bytes.length, size - start));
      for (int i = (int) (end - start) - 1; i >= -1; i--) {
        boolean first = i == -1 && start == 0;
        if (!first && (i == -1 || bytes[i] != '\n')) {
          continue;
        }
        long line = start + i + 1;
        if (line == size) {
          continue; // the last line's own end
        }
        // Parts at the very end are a line that is still being written.
        if (next == size || LogHeader.isFull(bytes, LogHeader.tag(bytes, i + 1, length))) {
          count++;
        }
        if (count > lines) {
          return next;
        }
        next = line;
      }
      end = start;
    }
    return 0;
  }

  private static int read(LogSequence file, long at, byte[] bytes, int wanted) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, wanted);
    while (buffer.hasRemaining()) {
      int count = file.read(buffer, at + buffer.position());
      if (count <= 0) {
        break;
      }
    }
    return buffer.position();
  }
}
