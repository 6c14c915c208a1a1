package io.beanpod.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A netlink message in the making: a header, the fixed structure of its family, then attributes.
 *
 * @see <a href="https://docs.kernel.org/userspace-api/netlink/intro.html">Netlink messages</a>
 */
public final class Request {
  static final int NLM_F_REQUEST = 1;
  static final int NLM_F_ACK = 4;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_CREATE = 0x400;

  static final int HEADER = 16; // struct nlmsghdr
  private static final int NESTED = 0x8000;
  private static final int ATTRIBUTE_HEADER = 4;

  private final String what;
  private final Deque<Integer> nested = new ArrayDeque<>();
  private ByteBuffer message = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());

  /**
   * @param what it does and on what, for an error: {@code add link bean0}
   * @param type of the message: RTM_*
   * @param flags NLM_F_*, besides NLM_F_REQUEST
   * @param structure how many bytes the family's structure has, all of them 0 at first
   */
  Request(String what, int type, int flags, int structure) {
    this.what = what;
    message.putInt(0).putShort((short) type).putShort((short) (flags | NLM_F_REQUEST));
    message.position(HEADER + padded(structure));
  }

  /** Sets a byte of the family's structure. */
  Request set8(int offset, int value) {
    message.put(HEADER + offset, (byte) value);
    return this;
  }

  /** Sets four bytes of the family's structure. */
  Request set32(int offset, int value) {
    message.putInt(HEADER + offset, value);
    return this;
  }

  /** Adds an attribute of four bytes. */
  Request attribute(int type, int value) {
    start(type, Integer.BYTES);
    message.putInt(value);
    return this;
  }

  /** Adds an attribute of one byte. */
  Request attribute8(int type, int value) {
    start(type, 1);
    message.put((byte) value);
    return pad();
  }

  /** Adds an attribute of bytes. */
  Request attribute(int type, byte[] value) {
    start(type, value.length);
    message.put(value);
    return pad();
  }

  /** Adds a string, with the zero byte at its end. */
  Request attribute(int type, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return attribute(type, Arrays.copyOf(utf8, utf8.length + 1));
  }

  /** Adds bytes that are no attribute: the structure that some attributes begin with. */
  Request structure(byte[] bytes) {
    reserve(bytes.length);
    message.put(bytes);
    return pad();
  }

  /** The attributes until {@link #end} are parts of this one. */
  Request begin(int type) {
    nested.push(message.position());
    start(type | NESTED, 0);
    return this;
  }

  /** Ends the innermost attribute that was begun. */
  Request end() {
    int start = nested.pop();
    message.putShort(start, (short) (message.position() - start));
    return this;
  }

  String what() {
    return what;
  }

  /** The whole message, with its length and this sequence number. */
  byte[] bytes(int sequence, int moreFlags) {
    if (!nested.isEmpty()) {
      throw new IllegalStateException("an attribute of '" + what + "' has no end");
    }
    message.putInt(0, message.position());
    message.putShort(6, (short) (message.getShort(6) | moreFlags));
    message.putInt(8, sequence);
    return Arrays.copyOf(message.array(), message.position());
  }

  private void start(int type, int length) {
    reserve(ATTRIBUTE_HEADER + length);
    message.putShort((short) (ATTRIBUTE_HEADER + length)).putShort((short) type);
  }

  private Request pad() {
    message.position(padded(message.position()));
    return this;
  }

  private void reserve(int length) {
    if (message.remaining() < padded(length)) {
      int size = Math.max(2 * message.capacity(), message.position() + padded(length));
      byte[] grown = Arrays.copyOf(message.array(), size);
      message = ByteBuffer.wrap(grown).order(ByteOrder.nativeOrder()).position(message.position());
    }
  }

  static int padded(int length) {
    return length + 3 & ~3;
  }
}
