package io.beanpod.pause;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import java.util.Arrays;

/** Log entries on their way to a file. */
final class LogBuffer {
  private static final int START = 16 * 1024;

  /** A burst of empty lines grows to 3 MiB, which an idle pause would keep for ever. */
  private static final int KEEP = 256 * 1024;

  private byte[] bytes = new byte[START];
  private int length;

  /** Adds {@code time tag head line LF}. */
  void entry(
      byte[] time, byte[] tag, byte[] head, int headLength, byte[] in, int from, int inLength) {
    int needed = length + time.length + tag.length + headLength + inLength + 1;
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
    }
    System.arraycopy(time, 0, bytes, length, time.length);
    length += time.length;
    System.arraycopy(tag, 0, bytes, length, tag.length);
    length += tag.length;
    System.arraycopy(head, 0, bytes, length, headLength);
    length += headLength;
    System.arraycopy(in, from, bytes, length, inLength);
    length += inLength;
    bytes[length++] = '\n';
  }

  /** Writes everything to {@code file} through {@code transfer}, and is empty then. */
  void flush(Fd file, NativeBuffer transfer) throws SyscallException {
    for (int done = 0; done < length; ) {
      int n = Math.min(length - done, transfer.size());
      transfer.copyFrom(bytes, done, 0, n);
      file.write(transfer, 0, n);
      done += n;
    }
    clear();
  }

  /** Drops everything. */
  void clear() {
    length = 0;
    if (bytes.length > KEEP) {
      bytes = new byte[START];
    }
  }

  byte[] content() {
    return Arrays.copyOf(bytes, length);
  }
}
