package io.beanpod.cli.logs;

/** Finds its way in the first bytes of a CRI log line, without making objects. */
final class LogHeader {
  /** More than any time, stream and tag take. */
  static final int MAX = 128;

  /** There is no header: something else wrote this line. */
  static final int NONE = -1;

  private LogHeader() {}

  /** Where the tag is of the line at {@code from}, or {@link #NONE}. */
  static int tag(byte[] bytes, int from, int end) {
    int stream = blank(bytes, from, end);
    int tag = stream < 0 ? NONE : blank(bytes, stream + 1, end);
    return tag < 0 || tag + 1 >= end || stream == from ? NONE : tag + 1;
  }

  /** Where the time ends that starts at {@code from}. The line has a header. */
  static int timeEnd(byte[] bytes, int from, int end) {
    return blank(bytes, from, end);
  }

  /**
   * Whether the text that follows the tag ends a line. A line without a header stands for itself.
   */
  static boolean isFull(byte[] bytes, int tag) {
    return tag == NONE || bytes[tag] != 'P';
  }

  /** Where the text begins whose tag was found. */
  static int text(byte[] bytes, int tag, int end) {
    int blank = blank(bytes, tag, end);
    return blank < 0 ? end : blank + 1;
  }

  private static int blank(byte[] bytes, int from, int end) {
    int limit = Math.min(end, from + MAX);
    for (int i = from; i < limit; i++) {
      if (bytes[i] == ' ') {
        return i;
      }
    }
    return NONE;
  }
}
