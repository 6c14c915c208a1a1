package io.beanpod.image;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TreeRemover;
import io.beanpod.linux.Xattr;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a layer's archive into an overlay lower directory.
 *
 * <ul>
 *   <li>A whiteout {@code .wh.NAME} becomes a character device 0:0, an opaque whiteout {@code
 *       .wh..wh..opq} the attribute {@code trusted.overlay.opaque=y}; other {@code .wh..wh.} names
 *       are AUFS' own notes and left out, as in containerd.
 *   <li>Device nodes are left out: a container gets its /dev from the runtime, and a node such as
 *       8:0 in an image would be the host's disk to anybody who may open it. A node 0:0 would forge
 *       a whiteout.
 *   <li>Of the extended attributes {@code user.*}, {@code security.capability} and POSIX ACLs are
 *       kept. {@code trusted.overlay.*} and {@code user.overlay.*} would forge overlayfs' notes
 *       (redirects into other directories), and other {@code security.*} labels are the host
 *       policy's to give.
 *   <li>The last entry of a name wins; a directory that comes again keeps its content.
 * </ul>
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/layer.md">OCI layer.md</a>
 * @see <a
 *     href="https://docs.kernel.org/filesystems/overlayfs.html#whiteouts-and-opaque-directories">
 *     overlayfs: whiteouts and opaque directories</a>
 */
final class LayerUnpacker implements AutoCloseable {
  private static final int BUFFER = 128 * 1024;
  private static final long EXACT = Resolve.BENEATH | Resolve.NO_SYMLINKS;

  private record Times(LayerPath path, long seconds, int nanos) {}

  private final LayerTree tree;
  private final TarReader tar;
  private final String archive;
  private final LayerLimits limits;
  private final NativeBuffer out = new NativeBuffer(BUFFER);
  private final byte[] buffer = new byte[BUFFER];
  private final Map<String, Times> directoryTimes = new LinkedHashMap<>();
  private final Set<String> leftOut = new HashSet<>();
  private long entries;
  private long bytes;

  /**
   * @param root the layer's new, empty directory; closed with this object
   * @param archive what to call the layer in errors
   */
  LayerUnpacker(Fd root, TarReader tar, String archive, LayerLimits limits) {
    this.tree = new LayerTree(root, archive);
    this.tar = tar;
    this.archive = archive;
    this.limits = limits;
  }

  /** Unpacks all of the archive. */
  void unpack() throws IOException {
    for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
      TarEntry entry = next.get();
      count(entry);
      LayerPath path = LayerPath.of(entry.name(), archive);
      try {
        unpack(entry, path);
      } catch (SyscallException e) {
        throw new ImageException(archive + ": entry " + path + ": " + e.getMessage(), e);
      }
    }
    setDirectoryTimes();
  }

  /** How many entries the archive had. */
  long entries() {
    return entries;
  }

  private void count(TarEntry entry) throws ImageException {
    bytes += entry.size();
    if (++entries > limits.entries()) {
      throw new ImageException(
          archive + ": more than " + limits.entries() + " entries in one layer: refused");
    }
    if (bytes > limits.bytes() || bytes < 0) {
      throw new ImageException(
          archive + ": more than " + limits.bytes() + " bytes in one layer: refused");
    }
  }

  private void unpack(TarEntry entry, LayerPath path) throws IOException {
    if (path.isRoot()) {
      root(entry, path);
      return;
    }
    String name = path.base();
    if (name.startsWith(LayerPath.WHITEOUT)) {
      whiteout(path);
      return;
    }
    switch (entry.type()) {
      case TarEntry.DIRECTORY -> directory(entry, path);
      case TarEntry.REGULAR -> regular(entry, path);
      case TarEntry.HARD_LINK -> hardLink(entry, path);
      case TarEntry.SYMLINK -> {
        Fd parent = makeRoom(path);
        At.symlinkat(entry.linkName(), parent, name);
        At.fchownat(parent, name, entry.uid(), entry.gid());
        attributes(entry, parent, name);
        At.utimensat(parent, name, entry.mtimeSeconds(), entry.mtimeNanos());
      }
      case TarEntry.FIFO -> {
        Fd parent = makeRoom(path);
        At.mknodat(parent, name, FileStat.S_IFIFO | 0600, 0, 0);
        At.fchownat(parent, name, entry.uid(), entry.gid());
        At.fchmodat(parent, name, entry.mode());
        At.utimensat(parent, name, entry.mtimeSeconds(), entry.mtimeNanos());
      }
      case TarEntry.CHARACTER_DEVICE, TarEntry.BLOCK_DEVICE -> leftOut.add(path.toString());
      default ->
          throw new ImageException(
              archive + ": entry " + path + " has the unknown tar type '" + entry.type() + "'");
    }
  }

  private void root(TarEntry entry, LayerPath path) throws IOException {
    if (!entry.isDirectory()) {
      throw new ImageException(archive + ": the root directory is not a directory: refused");
    }
    try (Fd fd = tree.open(path)) {
      attributesOf(entry, fd);
    }
    directoryTimes.put(".", new Times(path, entry.mtimeSeconds(), entry.mtimeNanos()));
  }

  private void whiteout(LayerPath path) throws IOException {
    String name = path.base();
    if (name.equals(LayerPath.OPAQUE)) {
      LayerTree.makeOpaque(tree.parent(path), ".");
      return;
    }
    if (name.startsWith(LayerPath.WHITEOUT_META)) {
      return;
    }
    String hidden = name.substring(LayerPath.WHITEOUT.length());
    if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
      throw new ImageException(archive + ": whiteout " + path + " names no file: refused");
    }
    Fd parent = tree.parent(path);
    Optional<FileStat> there = FileStat.of(parent, hidden);
    if (there.isEmpty()) {
      At.mknodat(parent, hidden, FileStat.S_IFCHR, 0, 0);
    } else if (there.get().isDirectory()) {
      // A whiteout is about the layers below, whatever the order: this layer's own stays.
      LayerTree.makeOpaque(parent, hidden);
    }
  }

  private void directory(TarEntry entry, LayerPath path) throws IOException {
    Fd parent = tree.parent(path);
    String name = path.base();
    Optional<FileStat> there = FileStat.of(parent, name);
    boolean deletedBelow = there.isPresent() && there.get().isWhiteout();
    if (there.isPresent() && !there.get().isDirectory()) {
      TreeRemover.remove(parent, name, there.get());
      there = Optional.empty();
    }
    if (there.isEmpty()) {
      At.mkdirat(parent, name, 0700);
      if (deletedBelow) {
        LayerTree.makeOpaque(parent, name);
      }
    }
    int flags = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
    try (Fd fd = At.openat2(parent, name, flags, 0, EXACT)) {
      attributesOf(entry, fd);
    }
    directoryTimes.put(path.toString(), new Times(path, entry.mtimeSeconds(), entry.mtimeNanos()));
  }

  private void regular(TarEntry entry, LayerPath path) throws IOException {
    Fd parent = makeRoom(path);
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW;
    try (Fd fd = At.openat2(parent, path.base(), flags, 0600, EXACT)) {
      for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
        out.copyFrom(buffer, 0, 0, n);
        fd.write(out, 0, n);
      }
      attributesOf(entry, fd);
      At.utimensat(fd, "", entry.mtimeSeconds(), entry.mtimeNanos());
    }
  }

  private void hardLink(TarEntry entry, LayerPath path) throws IOException {
    LayerPath target = LayerPath.of(entry.linkName(), archive);
    if (leftOut.contains(target.toString())) {
      leftOut.add(path.toString());
      return;
    }
    if (target.isRoot() || target.toString().equals(path.toString())) {
      throw new ImageException(archive + ": hard link " + path + " to itself or the root: refused");
    }
    try (Fd from = tree.existingParent(target)) {
      Optional<FileStat> there = FileStat.of(from, target.base());
      if (there.isEmpty() || there.get().isDirectory() || there.get().isWhiteout()) {
        throw new SyscallException("linkat", Errno.ENOENT, target.toString());
      }
      At.linkat(from, target.base(), makeRoom(path), path.base());
    } catch (SyscallException e) {
      throw new ImageException(
          archive
              + ": hard link "
              + path
              + " to "
              + target
              + ", which is not a file of this layer before it ("
              + Errno.describe(e.errno())
              + ")",
          e);
    }
  }

  /** The parent of an entry, with nothing of the entry's name in it. */
  private Fd makeRoom(LayerPath path) throws IOException {
    Fd parent = tree.parent(path);
    Optional<FileStat> there = FileStat.of(parent, path.base());
    if (there.isPresent()) {
      TreeRemover.remove(parent, path.base(), there.get());
    }
    return parent;
  }

  /** Owner first: a change of owner clears set-user-ID bits and security.capability. */
  private void attributesOf(TarEntry entry, Fd fd) throws IOException {
    At.fchownat(fd, "", entry.uid(), entry.gid());
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      if (isKept(xattr.getKey())) {
        Xattr.set(fd, xattr.getKey(), xattr.getValue());
      }
    }
    At.fchmod(fd, entry.mode());
  }

  private void attributes(TarEntry entry, Fd parent, String name) throws IOException {
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      if (isKept(xattr.getKey())) {
        Xattr.set(parent, name, xattr.getKey(), xattr.getValue());
      }
    }
  }

  /** Whether an attribute may come from, or go into, an image; see the class comment. */
  static boolean isKept(String xattr) {
    return (xattr.startsWith("user.") && !xattr.startsWith("user.overlay."))
        || xattr.equals("security.capability")
        || xattr.equals("system.posix_acl_access")
        || xattr.equals("system.posix_acl_default");
  }

  /** At the end, since every file made in a directory changes its time. */
  private void setDirectoryTimes() throws IOException {
    for (Times times : directoryTimes.values()) {
      try (Fd fd = tree.open(times.path())) {
        At.utimensat(fd, "", times.seconds(), times.nanos());
      } catch (SyscallException e) {
        // A later entry put something else in its place.
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
          throw e;
        }
      }
    }
  }

  @Override
  public void close() {
    out.close();
    tree.close();
  }
}
