package io.beanpod.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Header blocks of HTTP/2: decoded with all that the standard has, encoded as plain literals.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7541">RFC 7541</a>
 */
final class Hpack {
  /** The dynamic table's bound, which a peer has without asking. */
  private static final int MAX_TABLE = 4096;

  private static final int ENTRY_OVERHEAD = 32;

  /** The static table, a name and a value each. */
  private static final String[] STATIC = {
    ":authority",
    "",
    ":method",
    "GET",
    ":method",
    "POST",
    ":path",
    "/",
    ":path",
    "/index.html",
    ":scheme",
    "http",
    ":scheme",
    "https",
    ":status",
    "200",
    ":status",
    "204",
    ":status",
    "206",
    ":status",
    "304",
    ":status",
    "400",
    ":status",
    "404",
    ":status",
    "500",
    "accept-charset",
    "",
    "accept-encoding",
    "gzip, deflate",
    "accept-language",
    "",
    "accept-ranges",
    "",
    "accept",
    "",
    "access-control-allow-origin",
    "",
    "age",
    "",
    "allow",
    "",
    "authorization",
    "",
    "cache-control",
    "",
    "content-disposition",
    "",
    "content-encoding",
    "",
    "content-language",
    "",
    "content-length",
    "",
    "content-location",
    "",
    "content-range",
    "",
    "content-type",
    "",
    "cookie",
    "",
    "date",
    "",
    "etag",
    "",
    "expect",
    "",
    "expires",
    "",
    "from",
    "",
    "host",
    "",
    "if-match",
    "",
    "if-modified-since",
    "",
    "if-none-match",
    "",
    "if-range",
    "",
    "if-unmodified-since",
    "",
    "last-modified",
    "",
    "link",
    "",
    "location",
    "",
    "max-forwards",
    "",
    "proxy-authenticate",
    "",
    "proxy-authorization",
    "",
    "range",
    "",
    "referer",
    "",
    "refresh",
    "",
    "retry-after",
    "",
    "server",
    "",
    "set-cookie",
    "",
    "strict-transport-security",
    "",
    "transfer-encoding",
    "",
    "user-agent",
    "",
    "vary",
    "",
    "via",
    "",
    "www-authenticate",
    "",
  };

  private static final int STATIC_SIZE = STATIC.length / 2;

  /** A name, in small letters, and its value. */
  record Field(String name, String value) {
    int size() {
      return name.length() + value.length() + ENTRY_OVERHEAD;
    }
  }

  private final List<Field> table = new ArrayList<>(); // the newest last
  private int tableBytes;
  private int tableLimit = MAX_TABLE;
  private byte[] in = new byte[0];
  private int at;

  /** A field as a literal that no table takes up. Names and values up to 16 KiB. */
  static byte[] literal(String name, String value) {
    byte[] n = name.getBytes(StandardCharsets.UTF_8);
    byte[] v = value.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[1 + 4 + n.length + 4 + v.length];
    int end = string(out, 1, n);
    end = string(out, end, v);
    return Arrays.copyOf(out, end);
  }

  private static int string(byte[] out, int from, byte[] text) {
    int i = from;
    if (text.length < 127) {
      out[i++] = (byte) text.length;
    } else {
      out[i++] = 127;
      int rest = text.length - 127;
      while (rest >= 128) {
        out[i++] = (byte) (rest & 127 | 128);
        rest >>= 7;
      }
      out[i++] = (byte) rest;
    }
    System.arraycopy(text, 0, out, i, text.length);
    return i + text.length;
  }

  /**
   * Decodes a block; the table carries over to the next.
   *
   * @throws NetException if it is no such block
   */
  List<Field> decode(byte[] block) throws NetException {
    in = block;
    at = 0;
    List<Field> fields = new ArrayList<>();
    while (at < in.length) {
      int b = in[at] & 0xff;
      if (b >= 0x80) {
        fields.add(entry(integer(7)));
      } else if (b >= 0x40) {
        Field field = named(integer(6));
        add(field);
        fields.add(field);
      } else if (b >= 0x20) {
        tableLimit = integer(5);
        if (tableLimit > MAX_TABLE) {
          throw invalid("table size " + tableLimit);
        }
        evict();
      } else {
        fields.add(named(integer(4)));
      }
    }
    return fields;
  }

  private Field named(int index) throws NetException {
    String name = index == 0 ? string() : entry(index).name();
    return new Field(name, string());
  }

  private Field entry(int index) throws NetException {
    if (index > 0 && index <= STATIC_SIZE) {
      return new Field(STATIC[2 * index - 2], STATIC[2 * index - 1]);
    }
    int dynamic = index - STATIC_SIZE;
    if (index == 0 || dynamic > table.size()) {
      throw invalid("index " + index);
    }
    return table.get(table.size() - dynamic);
  }

  private void add(Field field) {
    table.add(field);
    tableBytes += field.size();
    evict();
  }

  private void evict() {
    while (tableBytes > tableLimit) {
      tableBytes -= table.remove(0).size();
    }
  }

  private String string() throws NetException {
    boolean huffman = at < in.length && in[at] < 0;
    int length = integer(7);
    if (length > in.length - at) {
      throw invalid("a string that is cut off");
    }
    int from = at;
    at += length;
    byte[] text = huffman ? Huffman.decode(in, from, at) : Arrays.copyOfRange(in, from, at);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** An integer whose first byte gives its low {@code bits}; bounded far above any sensible one. */
  private int integer(int bits) throws NetException {
    int max = (1 << bits) - 1;
    int value = next() & max;
    if (value < max) {
      return value;
    }
    for (int shift = 0; shift <= 21; shift += 7) {
      int b = next();
      value += (b & 127) << shift;
      if (b < 128) {
        return value;
      }
    }
    throw invalid("an integer that is too large");
  }

  private int next() throws NetException {
    if (at == in.length) {
      throw invalid("a field that is cut off");
    }
    return in[at++] & 0xff;
  }

  private static NetException invalid(String what) {
    return NetException.failed("invalid HPACK data: " + what);
  }
}
