package io.beanpod.image;

import io.beanpod.linux.Flock;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The images on disk: a standard OCI image layout that skopeo and others can read, and the unpacked
 * layers beside it. Files appear whole, by rename.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-layout.md">OCI
 *     image-layout.md</a>
 */
final class Layout {
  private static final String EMPTY = "empty";

  private final Path oci;
  private final Path layers;

  Layout(Root root) {
    oci = root.oci();
    layers = root.layers();
  }

  /** Makes what is missing. Nobody but root may look in: an image can hold set-user-ID files. */
  void create() throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(oci.getParent());
    Files.createDirectories(layers, mode);
    Files.createDirectories(oci, mode);
    Files.createDirectories(oci.resolve("blobs/sha256"));
    Path version = oci.resolve("oci-layout");
    if (!Files.exists(version)) {
      replace(version, ImageJson.write(Map.of("imageLayoutVersion", "1.0.0")));
    }
  }

  /** Held shared while an image is added, exclusively while blobs and layers are removed. */
  Path contentLock() {
    return layers.resolve(".content.lock");
  }

  /** Held exclusively while index.json is rewritten, or a working directory made or cleared. */
  Flock lockIndex() throws IOException {
    return Flock.exclusive(layers.resolve(".index.lock"));
  }

  Path layers() {
    return layers;
  }

  Path layer(Digest diffId) {
    return layers.resolve(diffId.hex());
  }

  /** The one layer of an image that has none: overlayfs needs a lower directory. */
  Path emptyLayer() throws IOException {
    Path empty = layers.resolve(EMPTY);
    if (!Files.isDirectory(empty)) {
      Files.createDirectories(
          empty,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    return empty;
  }

  Path blob(Digest digest) {
    return oci.resolve(Source.blob(digest));
  }

  Path blobs() {
    return oci.resolve("blobs/sha256");
  }

  /** A small blob's content. Its digest was verified when it came in. */
  byte[] read(Descriptor descriptor, String kind) throws IOException {
    Path blob = blob(descriptor.digest());
    try {
      if (Files.size(blob) > ImageJson.MAX_SIZE) {
        throw new ImageException(kind + " " + blob + " is larger than 4 MiB: refused");
      }
      return Files.readAllBytes(blob);
    } catch (NoSuchFileException e) {
      throw new ImageException(
          kind + " " + descriptor.digest() + " is missing in " + oci + "; import the image again",
          e);
    }
  }

  void write(Digest digest, byte[] content) throws IOException {
    if (!Files.exists(blob(digest))) {
      replace(blob(digest), content);
    }
  }

  /** The images' descriptors; none if there is no layout yet. */
  List<Descriptor> index() throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(oci.resolve("index.json"));
    } catch (NoSuchFileException nothingImported) {
      return List.of();
    }
    String what = oci.resolve("index.json").toString();
    List<Descriptor> descriptors = new ArrayList<>();
    Map<String, Object> index = ImageJson.object(ImageJson.parse(bytes, what));
    for (Object entry : ImageJson.list(index, "manifests")) {
      descriptors.add(Descriptor.of(entry, what));
    }
    return descriptors;
  }

  /** Replaces the index. Hold {@link #lockIndex}. */
  void writeIndex(List<Descriptor> descriptors) throws IOException {
    List<Object> manifests = new ArrayList<>();
    for (Descriptor descriptor : descriptors) {
      manifests.add(descriptor.json());
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", "application/vnd.oci.image.index.v1+json");
    index.put("manifests", manifests);
    replace(oci.resolve("index.json"), ImageJson.write(index));
  }

  /** The name that an index entry is known by here: in full; empty if it has none. */
  static Optional<Reference> nameOf(Descriptor descriptor) {
    String name = descriptor.refName();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Reference.parse(name));
    } catch (ImageException notAName) { // written by another tool; it can be found by its id
      return Optional.empty();
    }
  }

  private static void replace(Path file, byte[] content) throws IOException {
    Path temp = Files.createTempFile(file.getParent(), ".new-", "");
    try {
      Files.write(temp, content);
      Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temp);
    }
  }
}
