package io.beanpod.image;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Xattr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The directory that a layer is unpacked into, and the only way to its files. Parents are found
 * with {@code openat2(RESOLVE_IN_ROOT)}: for a symlink of the archive, absolute or with {@code ..},
 * the layer's directory is the root, so no path leads out of it, and there is no gap between a
 * check and its use. What is made is then one component in that parent, never followed.
 */
final class LayerTree implements AutoCloseable {
  static final String OPAQUE_XATTR = "trusted.overlay.opaque";

  private static final long INSIDE = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS | Resolve.NO_XDEV;
  private static final byte[] YES = "y".getBytes(StandardCharsets.US_ASCII);

  private final Fd root;
  private final String archive;
  private String cachedPath = "";
  private Fd cached; // the parent of the entry before: most entries share it; null: none

  LayerTree(Fd root, String archive) {
    this.root = root;
    this.archive = archive;
  }

  Fd root() {
    return root;
  }

  /** The directory that {@code path} lies in; missing ones are made, 0755 and root's. */
  Fd parent(LayerPath path) throws IOException {
    String name = path.parent();
    if (cached != null && cachedPath.equals(name)) {
      return cached;
    }
    Fd fd;
    try {
      fd = directory(name);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR) {
        throw unusable(path, name, e);
      }
      fd = makeParents(path);
    }
    forget();
    cachedPath = name;
    cached = fd;
    return fd;
  }

  /** The directory that an existing file lies in, for the source of a hard link. Close it. */
  Fd existingParent(LayerPath path) throws SyscallException {
    return directory(path.parent());
  }

  /** A directory of the layer, to change its own attributes. Close it. */
  Fd open(LayerPath path) throws SyscallException {
    return At.openat2(
        root, path.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0, INSIDE);
  }

  /** Makes a directory hide everything of the layers below, as overlayfs wants it. */
  static void makeOpaque(Fd parent, String name) throws SyscallException {
    Xattr.set(parent, name, OPAQUE_XATTR, YES);
  }

  private Fd directory(String name) throws SyscallException {
    return At.openat2(root, name, Fd.O_PATH | Fd.O_DIRECTORY, 0, INSIDE);
  }

  private Fd makeParents(LayerPath path) throws IOException {
    List<String> components = path.components();
    for (int i = 1; i < components.size(); i++) {
      try {
        directory(path.join(i)).close();
      } catch (SyscallException e) {
        try (Fd above = directory(path.join(i - 1))) {
          makeDirectory(above, components.get(i - 1), path, e);
        }
      }
    }
    return directory(path.parent());
  }

  private void makeDirectory(Fd above, String component, LayerPath path, SyscallException why)
      throws IOException {
    boolean opaque = false;
    var there = FileStat.of(above, component);
    if (there.isPresent()) {
      if (!there.get().isWhiteout()) {
        throw unusable(path, component, why);
      }
      // Deleted below and made anew in this layer: nothing of the old directory may show.
      At.unlinkat(above, component);
      opaque = true;
    }
    At.mkdirat(above, component, 0755);
    At.fchmodat(above, component, 0755); // the umask is not the archive's
    if (opaque) {
      makeOpaque(above, component);
    }
  }

  private ImageException unusable(LayerPath path, String parent, SyscallException why) {
    return new ImageException(
        archive
            + ": entry "
            + path
            + ": its parent "
            + parent
            + " is not a directory of this layer ("
            + Errno.describe(why.errno())
            + "): refused",
        why);
  }

  private void forget() {
    if (cached != null) {
      cached.close();
      cached = null;
    }
  }

  @Override
  public void close() {
    forget();
    root.close();
  }
}
