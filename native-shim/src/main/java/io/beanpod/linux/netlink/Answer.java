package io.beanpod.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A netlink message that has come. A length that leads out of what was received is an error, and
 * never read beyond: the bytes may be anything.
 */
final class Answer {
  static final int NLMSG_ERROR = 2;
  static final int NLMSG_DONE = 3;
  private static final int NLM_F_DUMP_INTR = 0x10;
  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;
  private static final int NLMSGERR_ATTR_MSG = 1;

  private final ByteBuffer bytes;
  private final int start;
  private final int end;

  private Answer(ByteBuffer bytes, int start, int end) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
  }

  /**
   * The messages that came at once.
   *
   * @throws MalformedAnswer if they don't end where they say
   */
  static List<Answer> all(byte[] received) throws MalformedAnswer {
    ByteBuffer bytes = ByteBuffer.wrap(received).order(ByteOrder.nativeOrder());
    List<Answer> answers = new ArrayList<>();
    int at = 0;
    while (at < received.length) {
      int length = received.length - at < Request.HEADER ? 0 : bytes.getInt(at);
      if (length < Request.HEADER || length > received.length - at) {
        throw new MalformedAnswer("a message of " + length + " bytes at byte " + at);
      }
      answers.add(new Answer(bytes, at, at + length));
      at = Math.min(received.length, at + Request.padded(length));
    }
    return answers;
  }

  int type() {
    return bytes.getShort(start + 4) & 0xffff;
  }

  int sequence() {
    return bytes.getInt(start + 8);
  }

  /** Whether what is being listed changed meanwhile, so that something may be missing. */
  boolean isInterrupted() {
    return (flags() & NLM_F_DUMP_INTR) != 0;
  }

  /** The errno of an NLMSG_ERROR or NLMSG_DONE, positive; 0 for success. */
  int errno() throws MalformedAnswer {
    return end - start < Request.HEADER + 4 && type() == NLMSG_DONE ? 0 : -int32(0);
  }

  /** The kernel's sentence on an error, or empty. */
  String sentence() throws MalformedAnswer {
    if ((flags() & NLM_F_ACK_TLVS) == 0) {
      return "";
    }
    int request = Request.HEADER; // of the message that this answers
    if ((flags() & NLM_F_CAPPED) == 0 && type() == NLMSG_ERROR) {
      request = int32(4);
    }
    int skipped = type() == NLMSG_ERROR ? 4 + Request.padded(request) : 4;
    return attributes(skipped).string(NLMSGERR_ATTR_MSG);
  }

  /** A byte of the family's structure, unsigned. */
  int uint8(int offset) throws MalformedAnswer {
    return bytes.get(within(offset, 1)) & 0xff;
  }

  /** Four bytes of the family's structure. */
  int int32(int offset) throws MalformedAnswer {
    return bytes.getInt(within(offset, 4));
  }

  /** Bytes of the family's structure. */
  byte[] bytes(int offset, int length) throws MalformedAnswer {
    byte[] part = new byte[length];
    bytes.get(within(offset, length), part);
    return part;
  }

  /** The attributes behind a structure of this many bytes. */
  Attributes attributes(int structure) throws MalformedAnswer {
    if (structure < 0 || Request.HEADER + Request.padded(structure) > end - start) {
      throw new MalformedAnswer(
          "no " + structure + " bytes in a message of " + (end - start) + " bytes");
    }
    return new Attributes(bytes, start + Request.HEADER + Request.padded(structure), end);
  }

  private int flags() {
    return bytes.getShort(start + 6) & 0xffff;
  }

  private int within(int offset, int length) throws MalformedAnswer {
    if (start + Request.HEADER + offset + length > end) {
      throw new MalformedAnswer("no byte " + offset + " in a message of " + (end - start));
    }
    return start + Request.HEADER + offset;
  }
}
