package io.beanpod.agent.dns;

/**
 * What can be said of a query's bytes before anything is made of them: a pod may send whatever it
 * likes, and a small message that says to be a large one costs memory.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-4.1">RFC 1035, 4.1</a>
 */
final class QueryBytes {
  /** Bytes before the question. */
  static final int HEADER = 12;

  /** Bytes of the longest query that is looked at: a question takes 259 of them. */
  static final int MAX = 4096;

  /** In the additional section: one each of EDNS and of a signature. */
  private static final int MOST_ADDITIONAL = 2;

  private static final int LONGEST_LABEL = 63; // more is a pointer to another name
  private static final int TYPE_AND_CLASS = 4;

  private QueryBytes() {}

  /** The kind of query: 0 is a standard one. */
  static int opcode(byte[] message) {
    return message[2] >> 3 & 0xf;
  }

  /** Whether it has what a standard query has: one question, in full, and little else. */
  static boolean plausible(byte[] query) {
    return query.length <= MAX
        && count(query, 4) == 1
        && count(query, 6) == 0
        && count(query, 8) == 0
        && count(query, 10) <= MOST_ADDITIONAL
        && questionEnd(query) <= query.length;
  }

  private static int count(byte[] query, int at) {
    return (query[at] & 0xff) << 8 | query[at + 1] & 0xff;
  }

  /** Where the first question ends; beyond every array if it has no end, or a pointer in it. */
  static int questionEnd(byte[] query) {
    int at = HEADER;
    while (at < query.length && query[at] != 0) {
      int length = query[at] & 0xff;
      if (length > LONGEST_LABEL) {
        return Integer.MAX_VALUE;
      }
      at += 1 + length;
    }
    return at + 1 + TYPE_AND_CLASS; // 1: the root's label
  }
}
