package io.beanpod.pause;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One output stream of a container in the CRI log format: {@code TIME stdout F line}, or {@code P}
 * for the pieces of a line that is longer than 16 KiB.
 *
 * <p>Pure: bytes go in, bytes come out. What has no line break yet is kept until there is one, or
 * the stream ends.
 *
 * @see <a
 *     href="https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md">CRI
 *     logging</a>
 */
final class LogFormat {
  /** containerd's length of a piece. */
  static final int MAX_LINE = 16 * 1024;

  private final byte[] full;
  private final byte[] partial;
  private byte[] pending = new byte[512];
  private int pendingLength;

  /**
   * @param stream {@code stdout} or {@code stderr}
   */
  LogFormat(String stream) {
    full = (" " + stream + " F ").getBytes(StandardCharsets.US_ASCII);
    partial = (" " + stream + " P ").getBytes(StandardCharsets.US_ASCII);
  }

  /** Formats {@code in[0..length)}, stamped with {@code time}, to the end of {@code out}. */
  void add(byte[] in, int length, byte[] time, LogBuffer out) {
    int from = 0;
    while (from < length) {
      int newline = indexOfNewline(in, from, length);
      int end = newline < 0 ? length : newline;
      while (pendingLength + end - from > MAX_LINE) {
        int piece = MAX_LINE - pendingLength;
        entry(in, from, piece, time, partial, out);
        from += piece;
      }
      if (newline < 0) {
        keep(in, from, end - from);
        return;
      }
      entry(in, from, end - from, time, full, out);
      from = newline + 1;
    }
  }

  /** The stream has ended: what is left is a line without its end, a part as with containerd. */
  void end(byte[] time, LogBuffer out) {
    if (pendingLength > 0) {
      entry(pending, 0, 0, time, partial, out);
    }
  }

  private void entry(byte[] in, int from, int length, byte[] time, byte[] tag, LogBuffer out) {
    out.entry(time, tag, pending, pendingLength, in, from, length);
    pendingLength = 0;
  }

  private void keep(byte[] in, int from, int length) {
    int needed = pendingLength + length;
    if (needed > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(needed, pending.length * 2));
    }
    System.arraycopy(in, from, pending, pendingLength, length);
    pendingLength = needed;
  }

  private static int indexOfNewline(byte[] in, int from, int to) {
    for (int i = from; i < to; i++) {
      if (in[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
