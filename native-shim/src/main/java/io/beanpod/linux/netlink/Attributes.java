package io.beanpod.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The attributes of a netlink message, looked up by type; of two of one type the last counts. */
final class Attributes {
  private static final int HEADER = 4;
  private static final int TYPE_MASK = 0x3fff; // without NLA_F_NESTED and NLA_F_NET_BYTEORDER

  private final ByteBuffer bytes;
  private final int start;
  private final int end;

  Attributes(ByteBuffer bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  boolean has(int type) throws MalformedAnswer {
    return find(type) >= 0;
  }

  /** The value of an attribute of four bytes, or {@code absent}. */
  int int32(int type, int absent) throws MalformedAnswer {
    int at = find(type);
    if (at < 0) {
      return absent;
    }
    if (length(at) < HEADER + 4) {
      throw new MalformedAnswer("attribute " + type + " has no four bytes");
    }
    return bytes.getInt(at + HEADER);
  }

  /** The value of an attribute; no bytes where it is missing. */
  byte[] bytes(int type) throws MalformedAnswer {
    int at = find(type);
    byte[] value = new byte[at < 0 ? 0 : length(at) - HEADER];
    if (at >= 0) {
      bytes.get(at + HEADER, value);
    }
    return value;
  }

  /** A string up to its zero byte; empty where it is missing. */
  String string(int type) throws MalformedAnswer {
    byte[] value = bytes(type);
    int length = 0;
    while (length < value.length && value[length] != 0) {
      length++;
    }
    return new String(value, 0, length, StandardCharsets.UTF_8);
  }

  /** The attributes within one; none where it is missing. */
  Attributes nested(int type) throws MalformedAnswer {
    int at = find(type);
    return at < 0
        ? new Attributes(bytes, end, end)
        : new Attributes(bytes, at + HEADER, at + length(at));
  }

  private int find(int type) throws MalformedAnswer {
    int found = -1;
    int at = start;
    while (at < end) {
      int length = end - at < HEADER ? 0 : length(at);
      if (length < HEADER || length > end - at) {
        throw new MalformedAnswer("an attribute of " + length + " bytes, of " + (end - at));
      }
      if ((bytes.getShort(at + 2) & TYPE_MASK) == type) {
        found = at;
      }
      at += Request.padded(length);
    }
    return found;
  }

  private int length(int at) {
    return bytes.getShort(at) & 0xffff;
  }
}
