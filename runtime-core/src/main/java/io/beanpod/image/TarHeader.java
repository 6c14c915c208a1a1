package io.beanpod.image;

import io.beanpod.linux.PathBytes;
import java.io.IOException;

/**
 * The 512 bytes in front of an entry.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">the formats'
 *     fields</a>
 */
final class TarHeader {
  static final int SIZE = 512;

  private static final int CHECKSUM = 148;
  private static final int MAGIC = 257;

  private final byte[] block;
  private final String archive;

  TarHeader(byte[] block, String archive) throws IOException {
    this.block = block;
    this.archive = archive;
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < SIZE; i++) {
      boolean field = i >= CHECKSUM && i < CHECKSUM + 8;
      unsigned += field ? ' ' : block[i] & 0xff;
      signed += field ? ' ' : block[i];
    }
    long stored = number(CHECKSUM, 8);
    // Historic tars summed signed bytes.
    if (stored != unsigned && stored != signed) {
      throw new ImageException(
          archive + ": not a tar archive, or a damaged one (wrong checksum in a header)");
    }
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  String name() {
    String name = text(0, 100);
    // The prefix exists in POSIX headers ("ustar", NUL); GNU's ("ustar  ") has times there.
    if (text(MAGIC, 6).equals("ustar") && block[345] != 0) {
      return text(345, 155) + "/" + name;
    }
    return name;
  }

  String linkName() {
    return text(157, 100);
  }

  char type() {
    char type = (char) (block[156] & 0xff);
    if (type != 0 && type != '7') {
      return type;
    }
    // Before POSIX a directory was a name that ends in a slash.
    return type == 0 && name().endsWith("/") ? TarEntry.DIRECTORY : TarEntry.REGULAR;
  }

  /** Octal, or base 256 where the top bit of the first byte is set. */
  long number(int from, int length) throws IOException {
    if ((block[from] & 0x80) != 0) {
      long value = (block[from] & 0x40) != 0 ? -1 : 0;
      value = value << 6 | (block[from] & 0x3f);
      for (int i = from + 1; i < from + length; i++) {
        if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
          throw new ImageException(archive + ": a number in a tar header is too large");
        }
        value = value << 8 | (block[i] & 0xff);
      }
      return value;
    }
    long value = 0;
    boolean started = false;
    for (int i = from; i < from + length; i++) {
      byte b = block[i];
      if (b >= '0' && b <= '7') {
        value = value * 8 + (b - '0');
        started = true;
      } else if (b == 0 || (b == ' ' && started)) {
        break;
      } else if (b != ' ') {
        throw new ImageException(
            archive + ": not a tar archive, or a damaged one (a number in a header is not octal)");
      }
    }
    return value;
  }

  byte byteAt(int at) {
    return block[at];
  }

  private String text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return PathBytes.decode(block, from, end - from);
  }
}
