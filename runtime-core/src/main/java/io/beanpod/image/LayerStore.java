package io.beanpod.image;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes layers in: first the blob as it came, its digest verified, then what it unpacks to,
 * verified too. When all layers of an image are verified, {@link #commit} makes them visible, each
 * by a rename: an import that fails leaves nothing, and of two imports of one layer the first wins.
 */
final class LayerStore {
  private static final int BUFFER = 256 * 1024;

  /**
   * A layer that is in the store.
   *
   * @param blob digest of the blob as it came
   * @param size of the blob in bytes
   */
  record Stored(Digest blob, long size, Digest diffId, Compression compression) {}

  private final Layout layout;
  private final Workspace workspace;
  private final LayerLimits limits;
  private final Map<Digest, Path> verifiedBlobs = new LinkedHashMap<>();
  private final Map<Digest, Path> verifiedLayers = new LinkedHashMap<>();

  LayerStore(Layout layout, Workspace workspace, LayerLimits limits) {
    this.layout = layout;
    this.workspace = workspace;
    this.limits = limits;
  }

  /**
   * Adds a layer's blob and unpacks it.
   *
   * @param in the blob; closed by the caller
   * @param what the layer's name in errors
   * @param expectedBlob empty if nothing says what the blob's digest must be
   * @param expectedDiffId empty if nothing says what the archive's digest must be
   */
  Stored add(
      InputStream in, String what, Optional<Digest> expectedBlob, Optional<Digest> expectedDiffId)
      throws IOException {
    Path copy = workspace.fresh("blob");
    Digest blob = copy(in, copy, what);
    if (expectedBlob.isPresent()) {
      expectedBlob.get().mustBe(blob, what);
    }
    Compression compression;
    try (InputStream head = Compression.buffered(Files.newInputStream(copy))) {
      compression = Compression.of(head, what);
    }
    if (compression == Compression.NONE && expectedDiffId.isPresent()) {
      expectedDiffId.get().mustBe(blob, what + " (rootfs.diff_ids of the config)");
    }
    Digest diffId = unpack(copy, what, expectedDiffId);
    long size = Files.size(copy);
    verifiedBlobs.put(blob, copy);
    return new Stored(blob, size, diffId, compression);
  }

  /** Unpacks a layer whose blob is there already but whose directory is not. */
  void restore(Digest blob, Digest diffId) throws IOException {
    String what = "layer " + blob;
    Path path = layout.blob(blob);
    if (!Files.exists(path)) {
      throw new ImageException(what + ": its blob " + path + " is missing; import the image again");
    }
    unpack(path, what, Optional.of(diffId));
  }

  /** Brings in all that was added or restored, once the last of it is verified. */
  void commit() throws IOException {
    for (Map.Entry<Digest, Path> blob : verifiedBlobs.entrySet()) {
      Files.move(blob.getValue(), layout.blob(blob.getKey()), StandardCopyOption.ATOMIC_MOVE);
    }
    for (Map.Entry<Digest, Path> layer : verifiedLayers.entrySet()) {
      moveIn(layer.getValue(), layout.layer(layer.getKey()));
    }
  }

  private Digest unpack(Path blob, String what, Optional<Digest> expected) throws IOException {
    boolean there = expected.isPresent() && isThere(expected.get());
    MessageDigest sha256 = Digest.sha256();
    Path directory = workspace.fresh("layer");
    try (InputStream raw = Files.newInputStream(blob);
        InputStream archive = new DigestInputStream(Compression.open(raw, what), sha256)) {
      if (!there) {
        unpack(archive, directory, what, expected.isEmpty());
      }
      byte[] buffer = new byte[BUFFER];
      long rest = 0;
      // What follows the end mark counts for the digest.
      for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
        rest += n;
        if (rest > limits.bytes()) {
          throw new ImageException(what + ": more than " + limits.bytes() + " bytes: refused");
        }
      }
    }
    Digest diffId = Digest.of(sha256);
    if (expected.isPresent()) {
      expected.get().mustBe(diffId, what + " (unpacked; rootfs.diff_ids of the config)");
    }
    if (!there) {
      verifiedLayers.put(diffId, directory);
    }
    return diffId;
  }

  private boolean isThere(Digest diffId) {
    return verifiedLayers.containsKey(diffId) || Files.isDirectory(layout.layer(diffId));
  }

  private void unpack(InputStream archive, Path directory, String what, boolean needsEnd)
      throws IOException {
    Files.createDirectory(directory);
    Fd root = Fd.open(directory.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
    TarReader tar = new TarReader(archive, what);
    try (LayerUnpacker unpacker = new LayerUnpacker(root, tar, what, limits)) {
      At.fchmod(root, 0755); // the umask is not the image's
      unpacker.unpack();
    }
    // A known digest catches a cut; without one, only the end mark can.
    if (needsEnd && !tar.sawEnd()) {
      throw new ImageException(
          what + ": the tar's end mark is missing, so it is cut off; get it again");
    }
  }

  private void moveIn(Path directory, Path target) throws IOException {
    try (Fd from = Fd.open(directory.getParent().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
        Fd to = Fd.open(target.getParent().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      At.renameat2(
          from,
          directory.getFileName().toString(),
          to,
          target.getFileName().toString(),
          At.RENAME_NOREPLACE);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) { // the same content, by somebody who was faster
        throw e;
      }
    }
  }

  private Digest copy(InputStream in, Path to, String what) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(to)) {
      long size = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        out.write(buffer, 0, n);
        size += n;
        if (size > limits.bytes()) {
          throw new ImageException(what + ": more than " + limits.bytes() + " bytes: refused");
        }
      }
    }
    return Digest.of(sha256);
  }
}
