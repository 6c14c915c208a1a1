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

  /** How many bytes there are. */
  int length() {
    return length;
  }

  /**
   * Writes as much of {@code from} to {@code to} as {@code file} takes at once.
   *
   * @param transfer what it goes through
   * @return how many bytes that were
   */
  int write(Fd file, NativeBuffer transfer, int from, int to) throws SyscallException {
    int n = Math.min(to - from, transfer.size());
    transfer.copyFrom(bytes, from, 0, n);
    return file.writeSome(transfer, 0, n);
  }

  /** Where the last entry ends that begins at or after {@code from} and ends by {@code limit}. */
  int endBefore(int from, long limit) {
    for (int i = (int) Math.min(limit, length) - 1; i >= from; i--) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return from;
  }

  /** Where the entry ends that begins at {@code from}. */
  int endAfter(int from) {
    int i = from;
    while (i < length && bytes[i] != '\n') {
      i++;
    }
    return Math.min(length, i + 1);
  }

  /** How many entries there are from {@code from} on. */
  int entries(int from) {
    int count = 0;
    for (int i = from; i < length; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
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
