package io.beanpod.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * How an archive is packed, told from its first bytes: names and media types are only claims.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#page-5">RFC 1952: gzip's magic</a>
 */
enum Compression {
  NONE(""),
  GZIP("+gzip");

  private static final int BUFFER = 256 * 1024;

  private final String suffix;

  Compression(String suffix) {
    this.suffix = suffix;
  }

  /** What it adds to a layer's media type. */
  String suffix() {
    return suffix;
  }

  /**
   * @param in must support mark
   * @throws ImageException for a format that can't be read here
   */
  static Compression of(InputStream in, String what) throws IOException {
    in.mark(8);
    byte[] magic = in.readNBytes(6);
    in.reset();
    if (starts(magic, 0x1f, 0x8b)) {
      return GZIP;
    }
    String unreadable =
        starts(magic, 0x28, 0xb5, 0x2f, 0xfd)
            ? "zstd"
            : starts(magic, 0xfd, '7', 'z', 'X', 'Z')
                ? "xz"
                : starts(magic, 'B', 'Z', 'h') ? "bzip2" : "";
    if (!unreadable.isEmpty()) {
      throw new ImageException(
          what
              + ": compressed with "
              + unreadable
              + "; tar archives can be plain or gzip: unpack it first, or for an image run skopeo"
              + " copy --dest-compress-format gzip");
    }
    return NONE;
  }

  static BufferedInputStream buffered(InputStream in) {
    return new BufferedInputStream(in, BUFFER);
  }

  /** The content, decompressed; damage and cuts are reported as being of {@code what}. */
  static InputStream open(InputStream raw, String what) throws IOException {
    BufferedInputStream in = buffered(raw);
    if (of(in, what) == NONE) {
      return in;
    }
    try {
      return buffered(new Checked(new GZIPInputStream(in, BUFFER), what));
    } catch (EOFException | ZipException e) {
      throw damaged(what, e);
    }
  }

  private static ImageException damaged(String what, IOException e) {
    return e instanceof EOFException
        ? new ImageException(what + ": cut off; the archive is not complete, get it again", e)
        : new ImageException(what + ": damaged gzip data (" + e.getMessage() + ")", e);
  }

  private static boolean starts(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static final class Checked extends FilterInputStream {
    private final String what;

    Checked(InputStream in, String what) {
      super(in);
      this.what = what;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      try {
        return in.read(buffer, from, length);
      } catch (EOFException | ZipException e) {
        throw damaged(what, e);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      return 0; // readers skip by reading, so that damage is seen
    }
  }
}
