package io.beanpod.probe;

import java.io.ByteArrayOutputStream;

/**
 * HPACK's Huffman code, decoded. It is a canonical one: symbols of one length have successive
 * codes, and the first of a length follows from those that are shorter; so the lengths are all that
 * has to be known.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541#appendix-B">RFC 7541, appendix B</a>
 */
final class Huffman {
  /** The length of each symbol's code, {@code a} for 5 bits; the last one is EOS. */
  private static final String LENGTHS =
      "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxx"
          + "bffhibdgffdgdbbbaaabbbbbbbcdkbhf"
          + "ibccccccccccccccccccccccdcdioijb"
          + "kabababbbaccbbbabcbaabccccckgjix"
          + "prpprrrsrssssststtrstssssqrsrsst"
          + "rqprrssqsrrtqrssqqrqsrssprrrsrrs"
          + "vvporsruvvvwwvtuoqvwwvwtqqvvxwww"
          + "ptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"
          + "z";

  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final int EOS = 256;

  /** Symbols by code. */
  private static final int[] SYMBOLS = new int[EOS + 1];

  /** How many codes there are of each length. */
  private static final int[] COUNT = new int[LONGEST + 1];

  static {
    int next = 0;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      for (int symbol = 0; symbol <= EOS; symbol++) {
        if (LENGTHS.charAt(symbol) - 'a' + SHORTEST == length) {
          SYMBOLS[next++] = symbol;
          COUNT[length]++;
        }
      }
    }
  }

  private Huffman() {}

  /**
   * @throws NetException if it is not a sequence of codes with a padding of ones
   */
  static byte[] decode(byte[] in, int from, int to) throws NetException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * (to - from));
    int code = 0; // of this many bits, counted from the first code of this length
    int length = 0;
    int before = 0; // how many symbols have shorter codes
    boolean ones = true;
    for (int bit = from * 8; bit < to * 8; bit++) {
      int b = in[bit >> 3] >> 7 - (bit & 7) & 1;
      code = code << 1 | b;
      ones &= b == 1;
      length++;
      if (length > LONGEST) {
        throw invalid();
      }
      if (code < COUNT[length]) {
        int symbol = SYMBOLS[before + code];
        if (symbol == EOS) {
          throw invalid();
        }
        out.write(symbol);
        code = 0;
        length = 0;
        before = 0;
        ones = true;
      } else {
        code -= COUNT[length];
        before += COUNT[length];
      }
    }
    if (length > 7 || !ones) {
      throw invalid();
    }
    return out.toByteArray();
  }

  private static NetException invalid() {
    return NetException.failed("invalid Huffman-encoded data");
  }
}
