package io.beanpod.image;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Xattr;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs a directory as a layer: its files in the order of their names, with owners, modes, times,
 * extended attributes and hard links. Sockets and device nodes are left out: a socket without its
 * process is nothing, for devices see {@link LayerUnpacker}.
 */
final class DirectoryArchiver {
  private static final int BUFFER = 128 * 1024;

  private record Inode(long device, long number) {}

  private final TarWriter tar;
  private final Map<Inode, String> linked = new HashMap<>();

  DirectoryArchiver(TarWriter tar) {
    this.tar = tar;
  }

  /** Adds {@code directory} as the root, with all below it, and the end mark. */
  void addTree(Fd directory) throws IOException {
    add(directory, ".", FileStat.of(directory), "./", "");
    children(directory, "", 0);
    tar.finish();
  }

  private void children(Fd directory, String prefix, int depth) throws IOException {
    if (depth > LayerLimits.DEPTH) {
      throw new ImageException(
          prefix + " is deeper than " + LayerLimits.DEPTH + " directories, which no layer may be");
    }
    List<String> names = new ArrayList<>(At.list(directory));
    Collections.sort(names);
    for (String name : names) {
      FileStat stat =
          FileStat.of(directory, name)
              .orElseThrow(
                  () -> new ImageException(prefix + name + ": vanished while it was read"));
      try {
        child(directory, name, stat, prefix + name, depth);
      } catch (SyscallException e) {
        throw new ImageException(prefix + name + ": " + e.getMessage(), e);
      }
    }
  }

  private void child(Fd directory, String name, FileStat stat, String path, int depth)
      throws IOException {
    if (name.startsWith(LayerPath.WHITEOUT)) {
      throw new ImageException(
          path + ": a file name that begins with .wh. can't be in an image (it means deletion)");
    }
    if (stat.isDirectory()) {
      add(directory, name, stat, path + "/", "");
      int flags = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
      try (Fd below = At.openat2(directory, name, flags, 0, 0)) {
        children(below, path + "/", depth + 1);
      }
      return;
    }
    switch (stat.type()) {
      case FileStat.S_IFREG, FileStat.S_IFLNK, FileStat.S_IFIFO -> {
        Inode inode = new Inode(stat.device(), stat.inode());
        String first = stat.links() > 1 ? linked.putIfAbsent(inode, path) : null;
        if (first != null) {
          tar.add(entry(stat, path, TarEntry.HARD_LINK, 0, first, Map.of()), empty());
        } else if (stat.isSymlink()) {
          add(directory, name, stat, path, At.readlinkat(directory, name));
        } else {
          add(directory, name, stat, path, "");
        }
      }
      default -> {
        // sockets and devices, see the class comment
      }
    }
  }

  private void add(Fd directory, String name, FileStat stat, String path, String link)
      throws IOException {
    Map<String, byte[]> xattrs = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>(Xattr.list(directory, name));
    Collections.sort(keys);
    for (String key : keys) {
      if (LayerUnpacker.isKept(key)) {
        Xattr.get(directory, name, key).ifPresent(value -> xattrs.put(key, value));
      }
    }
    char type =
        switch (stat.type()) {
          case FileStat.S_IFDIR -> TarEntry.DIRECTORY;
          case FileStat.S_IFLNK -> TarEntry.SYMLINK;
          case FileStat.S_IFIFO -> TarEntry.FIFO;
          default -> TarEntry.REGULAR;
        };
    if (type != TarEntry.REGULAR) {
      tar.add(entry(stat, path, type, 0, link, xattrs), empty());
      return;
    }
    Fd file = At.openat2(directory, name, Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK, 0, 0);
    try (InputStream content = new FdInputStream(file, BUFFER)) {
      tar.add(entry(stat, path, type, stat.size(), link, xattrs), content);
    }
  }

  private static TarEntry entry(
      FileStat stat, String path, char type, long size, String link, Map<String, byte[]> xattrs) {
    return new TarEntry(
        path,
        type,
        stat.mode() & 07777,
        stat.uid(),
        stat.gid(),
        size,
        stat.mtimeSeconds(),
        stat.mtimeNanos(),
        link,
        0,
        0,
        xattrs);
  }

  private static InputStream empty() {
    return InputStream.nullInputStream();
  }
}
