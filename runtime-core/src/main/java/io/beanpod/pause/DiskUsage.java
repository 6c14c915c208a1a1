package io.beanpod.pause;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a tree takes of the disk, as du(1) counts: blocks and not sizes, since a file may have
 * holes, and a file of many names once.
 *
 * <p>Who writes there is not to be trusted and goes on meanwhile: no symlink is followed, at most
 * two directories are open at once however deep they are nested, and what is gone is gone.
 */
final class DiskUsage {
  private static final int BLOCK = 512;
  private static final int PATH_MAX = 4096; // in bytes; a character takes three of them at most
  private static final int FLAGS = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
  private static final long RESOLVE = Resolve.BENEATH | Resolve.NO_SYMLINKS;

  private final Deque<String> directories = new ArrayDeque<>();
  private final Set<Long> linked = new HashSet<>();
  private long blocks;

  private DiskUsage() {}

  /** In bytes; 0 if the tree is not there. */
  static long of(Path tree) throws SyscallException {
    DiskUsage usage = new DiskUsage();
    try (Fd top = Fd.open(tree.toString(), FLAGS, 0)) {
      usage.blocks = FileStat.of(top).blocks();
      usage.directories.push(".");
      while (!usage.directories.isEmpty()) {
        usage.add(top, usage.directories.pop());
      }
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
    return usage.blocks * BLOCK;
  }

  private void add(Fd top, String directory) throws SyscallException {
    try (Fd open = open(top, directory)) {
      for (String name : At.list(open)) {
        Optional<FileStat> stat = FileStat.of(open, name);
        if (stat.isPresent()) {
          add(stat.get(), directory + "/" + name);
        }
      }
    } catch (SyscallException e) {
      // Removed meanwhile, or replaced by something that is no directory.
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.ELOOP) {
        throw e;
      }
    }
  }

  private void add(FileStat stat, String path) {
    if (stat.isDirectory()) {
      directories.push(path);
    } else if (stat.links() > 1 && !linked.add(stat.inode())) {
      return;
    }
    blocks += stat.blocks();
  }

  /** A path may be longer than the kernel takes at once. */
  private static Fd open(Fd top, String path) throws SyscallException {
    Fd open = At.openat2(top, ".", FLAGS, 0, RESOLVE);
    for (int at = 0; at < path.length(); ) {
      int end =
          path.length() - at < PATH_MAX / 3
              ? path.length()
              : path.lastIndexOf('/', at + PATH_MAX / 3);
      try (Fd above = open) {
        open = At.openat2(above, path.substring(at, end), FLAGS, 0, RESOLVE);
      }
      at = end + 1;
    }
    return open;
  }
}
