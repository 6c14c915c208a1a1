package io.beanpod.linux;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address: bytes as they are sent, text as people and Go write it. Unlike {@code
 * java.net.InetAddress} it never asks a resolver, and loads no other class.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>, the text of IPv6 addresses
 */
public final class IpAddress {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int GROUPS = 8;

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The address that these bytes are.
   *
   * @param bytes 4 or 16, the first one first
   * @throws IllegalArgumentException for another number of them
   */
  public static IpAddress of(byte... bytes) {
    if (bytes.length != V4_BYTES && bytes.length != V6_BYTES) {
      throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
    }
    return new IpAddress(bytes.clone());
  }

  /** The address that a text is, without brackets, zone or port; empty if it is none. */
  public static Optional<IpAddress> parse(String text) {
    byte[] bytes = text.indexOf(':') >= 0 ? v6(text) : v4(text);
    return bytes.length == 0 ? Optional.empty() : Optional.of(new IpAddress(bytes));
  }

  public boolean isV4() {
    return bytes.length == V4_BYTES;
  }

  /** Its length in bits: 32 or 128. */
  public int bits() {
    return bytes.length * 8;
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The address that is {@code count}, 0 or more, behind this one; it wraps around at the end. */
  public IpAddress plus(long count) {
    byte[] sum = bytes.clone();
    long carry = count;
    for (int i = sum.length - 1; i >= 0 && carry != 0; i--) {
      carry += sum[i] & 0xff;
      sum[i] = (byte) carry;
      carry >>= 8;
    }
    return new IpAddress(sum);
  }

  /** This one with only its first {@code prefix} bits. */
  public IpAddress network(int prefix) {
    byte[] masked = bytes.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(prefix - 8L * i, 0, 8);
      masked[i] &= (byte) (0xff00 >> kept);
    }
    return new IpAddress(masked);
  }

  private static byte[] v4(String text) {
    byte[] bytes = new byte[V4_BYTES];
    int part = 0;
    int value = -1;
    int digits = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '.';
      if (c == '.') {
        if (value < 0 || part == V4_BYTES) {
          return new byte[0];
        }
        bytes[part++] = (byte) value;
        value = -1;
        digits = 0;
      } else if (c >= '0' && c <= '9' && ++digits <= 3 && (value != 0 || digits == 1)) {
        value = Math.max(value, 0) * 10 + c - '0';
        if (value > 255) {
          return new byte[0];
        }
      } else {
        return new byte[0]; // also 010, which some read as eight
      }
    }
    return part == V4_BYTES ? bytes : new byte[0];
  }

  /** Groups before and behind a {@code ::}; the last two may be written as an IPv4 address. */
  private static byte[] v6(String text) {
    int gap = text.indexOf("::");
    byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
    byte[] tail = gap < 0 ? new byte[0] : groups(text.substring(gap + 2), true);
    boolean whole = gap < 0 ? head.length == V6_BYTES : head.length + tail.length < V6_BYTES;
    if (!whole || head.length == 0 && (gap < 0 || gap > 0)) {
      return new byte[0];
    }
    if (gap >= 0 && tail.length == 0 && gap + 2 < text.length()) {
      return new byte[0];
    }
    byte[] bytes = Arrays.copyOf(head, V6_BYTES);
    System.arraycopy(tail, 0, bytes, V6_BYTES - tail.length, tail.length);
    return bytes;
  }

  /** Groups between colons; empty if there are none, or something else. */
  private static byte[] groups(String text, boolean last) {
    byte[] bytes = new byte[V6_BYTES];
    int length = 0;
    int from = 0;
    while (from < text.length()) {
      int colon = text.indexOf(':', from);
      String group = text.substring(from, colon < 0 ? text.length() : colon);
      byte[] v4 = last && colon < 0 ? v4(group) : new byte[0];
      int value = v4.length > 0 ? 0 : hex(group);
      int size = v4.length > 0 ? V4_BYTES : 2;
      if (value < 0 || length + size > V6_BYTES || colon == text.length() - 1) {
        return new byte[0];
      }
      if (v4.length > 0) {
        System.arraycopy(v4, 0, bytes, length, V4_BYTES);
      } else {
        bytes[length] = (byte) (value >> 8);
        bytes[length + 1] = (byte) value;
      }
      length += size;
      from = colon < 0 ? text.length() : colon + 1;
    }
    return Arrays.copyOf(bytes, length);
  }

  /** One to four hexadecimal digits; -1 for anything else. */
  private static int hex(String group) {
    int value = group.isEmpty() || group.length() > 4 ? -1 : 0;
    for (int i = 0; i < group.length() && value >= 0; i++) {
      int digit = group.charAt(i) < 128 ? Character.digit(group.charAt(i), 16) : -1;
      value = digit < 0 ? -1 : value << 4 | digit;
    }
    return value;
  }

  private String v4Text() {
    StringBuilder text = new StringBuilder();
    for (byte b : bytes) {
      text.append(text.isEmpty() ? "" : ".").append(b & 0xff);
    }
    return text.toString();
  }

  private String v6Text() {
    int zerosAt = -1;
    int zeros = 1; // a single group of zeros is written out
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - i > zeros) {
        zerosAt = i;
        zeros = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == zerosAt) {
        text.append("::");
        i += zeros - 1;
      } else {
        if (i > 0 && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int i) {
    return (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 10.88.0.2}, {@code fd00::2}. */
  @Override
  public String toString() {
    return isV4() ? v4Text() : v6Text();
  }
}
