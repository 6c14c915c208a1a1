package io.beanpod.image;

import io.beanpod.linux.PathBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads a tar archive: v7, POSIX ustar and PAX, GNU long names and large numbers. Bytes of names
 * and attributes come through unchanged. What an archive can ask for in memory is bounded.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Tar-Internals.html">GNU tar's
 *     description of the formats</a>
 */
final class TarReader {
  /** A PAX header or a long name may have this many bytes: 16 attributes of the largest size. */
  private static final int MAX_EXTENSION = 1 << 20;

  private static final long MAX_ID = 0xffff_fffeL; // 2^32-1 means "unchanged" to chown(2)

  private final InputStream in;
  private final String archive;
  private final byte[] skipBuffer = new byte[64 * 1024];
  private final PaxRecords global;
  private long position;
  private long remaining; // of the current entry's content
  private int padding; // after it
  private boolean ended;

  /**
   * @param archive what to call it in errors
   */
  TarReader(InputStream in, String archive) {
    this.in = in;
    this.archive = archive;
    this.global = new PaxRecords(archive);
  }

  /** The next entry; empty at the end. What is left of the one before is skipped. */
  Optional<TarEntry> next() throws IOException {
    PaxRecords pax = new PaxRecords(archive);
    pax.addAll(global);
    Optional<String> longName = Optional.empty();
    Optional<String> longLink = Optional.empty();
    while (true) {
      Optional<TarHeader> block = header();
      if (block.isEmpty()) {
        return Optional.empty();
      }
      TarHeader header = block.get();
      content(header.number(124, 12));
      switch (header.type()) {
        case 'x' -> pax.read(extension());
        case 'g' -> {
          global.read(extension());
          pax.addAll(global);
        }
        case 'L' -> longName = Optional.of(cString(extension()));
        case 'K' -> longLink = Optional.of(cString(extension()));
        default -> {
          return Optional.of(entry(header, pax, longName, longLink));
        }
      }
    }
  }

  /** Content of the current entry: the number of bytes read, -1 at its end. */
  int read(byte[] buffer) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int n = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
    if (n < 0) {
      throw cutOff();
    }
    remaining -= n;
    position += n;
    return n;
  }

  /** Where in the archive the current entry's unread content begins, in bytes. */
  long position() {
    return position;
  }

  /** Whether the archive's end mark was seen; without one, the end may have been cut off. */
  boolean sawEnd() {
    return ended;
  }

  private TarEntry entry(
      TarHeader header, PaxRecords pax, Optional<String> longName, Optional<String> longLink)
      throws IOException {
    char type = header.type();
    String name = pax.text("path").or(() -> longName).orElseGet(header::name);
    if (type == 'S' || pax.isSparse()) {
      throw new ImageException(
          archive
              + ": "
              + name
              + " is stored as a sparse file; write the archive without --sparse");
    }
    // Some archivers give a directory or a link a size; no content follows all the same.
    boolean headerOnly = type >= TarEntry.HARD_LINK && type <= TarEntry.FIFO;
    content(headerOnly ? 0 : pax.number("size", remaining));
    long[] mtime = pax.time("mtime").orElse(new long[] {header.number(136, 12), 0});
    boolean device = type == TarEntry.CHARACTER_DEVICE || type == TarEntry.BLOCK_DEVICE;
    return new TarEntry(
        name,
        type,
        (int) (header.number(100, 8) & 07777),
        id("user", pax.number("uid", header.number(108, 8))),
        id("group", pax.number("gid", header.number(116, 8))),
        remaining,
        mtime[0],
        (int) mtime[1],
        pax.text("linkpath").or(() -> longLink).orElseGet(header::linkName),
        device ? (int) header.number(329, 8) : 0,
        device ? (int) header.number(337, 8) : 0,
        pax.xattrs());
  }

  private int id(String what, long id) throws IOException {
    if (id < 0 || id > MAX_ID) {
      throw new ImageException(
          archive + ": " + what + " id " + id + " is not in the range 0 to 4294967294");
    }
    return (int) id;
  }

  private void content(long size) throws IOException {
    if (size < 0) {
      throw new ImageException(archive + ": a damaged tar archive (negative size)");
    }
    remaining = size;
    padding = (int) (-size & (TarHeader.SIZE - 1));
  }

  private Optional<TarHeader> header() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    skip(remaining);
    skip(padding);
    remaining = 0;
    padding = 0;
    byte[] block = new byte[TarHeader.SIZE];
    int n = in.readNBytes(block, 0, block.length);
    position += n;
    if (n == 0) {
      return Optional.empty();
    }
    if (n < block.length) {
      throw cutOff();
    }
    if (TarHeader.isZero(block)) {
      ended = true;
      return Optional.empty();
    }
    return Optional.of(new TarHeader(block, archive));
  }

  private byte[] extension() throws IOException {
    if (remaining > MAX_EXTENSION) {
      throw new ImageException(
          archive + ": an extended tar header of " + remaining + " bytes; 1 MiB is allowed");
    }
    byte[] bytes = in.readNBytes((int) remaining);
    position += bytes.length;
    if (bytes.length < remaining) {
      throw cutOff();
    }
    remaining = 0;
    return bytes;
  }

  private void skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      // The last byte is read, not skipped: skip() on a file goes past its end without a word.
      long skipped = left > skipBuffer.length ? in.skip(left - 1) : 0;
      if (skipped <= 0) {
        skipped = in.read(skipBuffer, 0, (int) Math.min(left, skipBuffer.length));
      }
      if (skipped < 0) {
        throw cutOff();
      }
      left -= skipped;
      position += skipped;
    }
  }

  private ImageException cutOff() {
    return new ImageException(
        archive + ": cut off at byte " + position + "; the archive is not complete, get it again");
  }

  private static String cString(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return PathBytes.decode(bytes, 0, end);
  }
}
