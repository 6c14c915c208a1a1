package io.beanpod.image;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A plain tar archive as named files. Only an index is made; content is read from where it lies, so
 * no path of the archive ever meets the file system.
 */
final class TarSource implements Source {
  private static final int MAX_LINKS = 8;

  private record Place(long offset, long size, String link) {}

  private final Path file;
  private final String what;
  private final Map<String, Place> places = new HashMap<>();

  private TarSource(Path file, String what) {
    this.file = file;
    this.what = what;
  }

  /**
   * Reads all headers of {@code file}.
   *
   * @param what to call it in errors
   */
  static TarSource index(Path file, String what) throws IOException {
    TarSource source = new TarSource(file, what);
    try (InputStream in = new FileInputStream(file.toString())) {
      TarReader tar = new TarReader(in, what);
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        source.add(next.get(), tar.position());
      }
      if (source.places.isEmpty()) {
        throw new ImageException(what + ": an empty archive; a tar with an image was expected");
      }
      if (!tar.sawEnd()) {
        throw new ImageException(
            what + ": the tar's end mark is missing, so it is cut off; get it again");
      }
    }
    return source;
  }

  private void add(TarEntry entry, long offset) throws ImageException {
    String name = LayerPath.of(entry.name(), what).toString();
    String link =
        switch (entry.type()) {
          case TarEntry.SYMLINK -> beside(name, entry.linkName());
          case TarEntry.HARD_LINK -> LayerPath.of(entry.linkName(), what).toString();
          default -> "";
        };
    places.put(name, new Place(offset, entry.type() == TarEntry.REGULAR ? entry.size() : -1, link));
    if (places.size() > LayerLimits.STANDARD.entries()) {
      throw new ImageException(
          what + ": more than " + LayerLimits.STANDARD.entries() + " entries: refused");
    }
  }

  /** Old docker save archives share a layer by a symlink such as {@code ../ID/layer.tar}. */
  private static String beside(String name, String target) {
    int slash = name.lastIndexOf('/');
    Path path = Path.of("/", slash < 0 ? "" : name.substring(0, slash)).resolve(target).normalize();
    return path.toString().substring(1);
  }

  @Override
  public String what() {
    return what;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    Place place = places.get(name);
    for (int i = 0; i < MAX_LINKS && place != null && !place.link().isEmpty(); i++) {
      place = places.get(place.link());
    }
    if (place == null || place.size() < 0) {
      return Optional.empty();
    }
    InputStream in = new FileInputStream(file.toString());
    in.skipNBytes(place.offset());
    return Optional.of(new Part(in, place.size()));
  }

  /** The next {@code left} bytes of a stream. */
  private static final class Part extends FilterInputStream {
    private long left;

    Part(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, from, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }

    @Override
    public long skip(long count) throws IOException {
      long n = in.skip(Math.min(count, left));
      left -= n;
      return n;
    }
  }
}
