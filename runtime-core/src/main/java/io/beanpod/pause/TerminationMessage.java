package io.beanpod.pause;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * {@code terminated.message}: a container's last words, from the file that it may write, or from
 * the end of its log.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/">termination
 *     messages</a>
 */
final class TerminationMessage {
  /** In bytes, of what a container writes to its file; the last ones count. */
  static final int MAX = 4096;

  /** In bytes, of all containers of a pod. */
  static final int MAX_POD = 12 * 1024;

  /** In bytes, of what is taken from a log; the last ones count. */
  static final int MAX_OF_LOG = 2048;

  private static final int LINES_OF_LOG = 80;
  private static final int LOG_LINE_OVERHEAD = 48; // time, stream and tag of a CRI log's line

  /** A window of this size at a log's end has all that is wanted, in lines that are whole. */
  private static final int LOG_WINDOW =
      MAX_OF_LOG + LINES_OF_LOG * LOG_LINE_OVERHEAD + LogFormat.MAX_LINE + LOG_LINE_OVERHEAD;

  private TerminationMessage() {}

  /** How long one may be, in bytes, in a pod of so many containers. */
  static int max(int containers) {
    return Math.min(MAX, MAX_POD / Math.max(1, containers));
  }

  /**
   * What a container wrote to its file; mostly nothing.
   *
   * @param max how much of it is kept, from its beginning, in bytes
   */
  static String ofFile(Path file, int max) throws IOException {
    return file.toFile().length() == 0 ? "" : text(tail(file.toFile(), MAX), max);
  }

  /**
   * The last lines of a log, at most 80 and 2048 bytes of content.
   *
   * @param max how much of it is kept, from its beginning, in bytes
   */
  static String ofLog(Path log, int max) throws IOException {
    File file = log.toFile();
    if (file.length() == 0) {
      return "";
    }
    byte[] bytes = tail(file, LOG_WINDOW);
    int start = bytes.length < file.length() ? indexOf(bytes, 0) + 1 : 0;
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int skip = lines(bytes, start) - LINES_OF_LOG; start < bytes.length; skip--) {
      int end = indexOf(bytes, start);
      if (skip <= 0) {
        line(bytes, start, end, content);
      }
      start = end + 1;
    }
    byte[] all = content.toByteArray();
    int from = Math.max(0, all.length - MAX_OF_LOG);
    return text(Arrays.copyOfRange(all, from, all.length), max);
  }

  /** {@code TIME STREAM TAG CONTENT}; the tag P stands for a line that goes on in the next one. */
  private static void line(byte[] bytes, int start, int end, ByteArrayOutputStream content) {
    int at = start;
    boolean partial = false;
    for (int blanks = 0; at < end && blanks < 3; at++) {
      if (bytes[at] == ' ') {
        blanks++;
        partial = blanks == 3 && bytes[at - 1] == 'P';
      }
    }
    content.write(bytes, at, end - at);
    if (!partial) {
      content.write('\n');
    }
  }

  private static int lines(byte[] bytes, int start) {
    int lines = 0;
    for (int i = start; i < bytes.length; i = indexOf(bytes, i) + 1) {
      lines++;
    }
    return lines;
  }

  private static int indexOf(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private static byte[] tail(File file, int max) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      int length = (int) Math.min(in.length(), max);
      byte[] bytes = new byte[length];
      in.seek(in.length() - length);
      in.readFully(bytes);
      return bytes;
    }
  }

  private static String text(byte[] bytes, int max) {
    return new String(bytes, 0, Math.min(bytes.length, max), StandardCharsets.UTF_8);
  }
}
