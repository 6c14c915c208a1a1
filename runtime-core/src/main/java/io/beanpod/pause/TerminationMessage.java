package io.beanpod.pause;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code terminated.message}: a container's last words, from the file that it may write, or from
 * the end of its log.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/">termination
 *     messages</a>
 */
final class TerminationMessage {
  /** In bytes, of one container. */
  static final int MAX = 4096;

  /** In bytes, of all containers of a pod. */
  static final int MAX_POD = 12 * 1024;

  /** In bytes, of a message that is taken from a log. */
  static final int MAX_OF_LOG = 2048;

  private static final int LINES_OF_LOG = 80;
  private static final int LOG_LINE_OVERHEAD = 48; // time, stream and tag of a CRI log's line

  private TerminationMessage() {}

  /** How long one may be, in bytes, in a pod of so many containers. */
  static int max(int containers) {
    return Math.min(MAX, MAX_POD / Math.max(1, containers));
  }

  /** The last {@code max} bytes of what a container wrote to its file; mostly nothing. */
  static String ofFile(Path file, int max) throws IOException {
    return file.toFile().length() == 0 ? "" : text(tail(file.toFile(), max));
  }

  /** The last lines of a log, at most 80 and {@code max} bytes of content. */
  static String ofLog(Path log, int max) throws IOException {
    int most = Math.min(MAX_OF_LOG, max);
    File file = log.toFile();
    if (file.length() == 0) {
      return "";
    }
    byte[] bytes = tail(file, most + LINES_OF_LOG * LOG_LINE_OVERHEAD + LOG_LINE_OVERHEAD);
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
    int from = Math.max(0, all.length - most);
    return text(java.util.Arrays.copyOfRange(all, from, all.length));
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

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
