package io.beanpod.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Named files to import from: a directory, or a tar archive that nothing is extracted from. */
interface Source {
  /** What to call it in errors. */
  String what();

  /**
   * Opens a file.
   *
   * @param name relative, with {@code /} between its components
   * @return empty if there is no such regular file
   */
  Optional<InputStream> open(String name) throws IOException;

  /** The whole of a small file. */
  default Optional<byte[]> read(String name) throws IOException {
    Optional<InputStream> in = open(name);
    if (in.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream file = in.get()) {
      byte[] bytes = file.readNBytes(ImageJson.MAX_SIZE + 1);
      if (bytes.length > ImageJson.MAX_SIZE) {
        throw new ImageException(what() + ": " + name + " is larger than 4 MiB: refused");
      }
      return Optional.of(bytes);
    }
  }

  /** The path of a blob in an OCI image layout. */
  static String blob(Digest digest) {
    return "blobs/sha256/" + digest.hex();
  }

  /** A blob that is read whole, its digest verified. */
  default byte[] blob(Descriptor descriptor, String kind) throws IOException {
    String name = what() + ": " + kind + " " + descriptor.digest();
    byte[] bytes =
        read(blob(descriptor.digest()))
            .orElseThrow(() -> new ImageException(name + " is missing; get the archive again"));
    descriptor.digest().mustBe(Digest.of(bytes), name);
    return bytes;
  }
}
