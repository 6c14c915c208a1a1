package io.beanpod.pause;

import io.beanpod.linux.At;
import io.beanpod.linux.Dirents;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a tree takes of the disk, as du(1) counts: blocks and not sizes, since a file may have
 * holes, and a file of many names once, a part of it by each name.
 *
 * <p>Who writes there is not to be trusted and goes on meanwhile: no symlink is followed, and what
 * is gone is gone. However many names there are, and however deep they are nested, one directory is
 * open at a time, and of those above it two numbers are kept.
 */
final class DiskUsage implements AutoCloseable {
  private static final int BLOCK = 512;
  private static final int BUFFER = 4096; // read again after each directory in it: not too large
  private static final int FLAGS = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
  private static final long RESOLVE = Resolve.BENEATH | Resolve.NO_SYMLINKS;

  private Fd directory;
  private Dirents names;
  private int depth;

  /** Of the directories above the open one: which each is, and where reading it goes on. */
  private long[] inodes = new long[32];

  private long[] offsets = new long[32];

  private DiskUsage(Fd top) {
    directory = top;
    names = new Dirents(top, BUFFER);
  }

  /** In bytes; 0 if the tree is not there. */
  static long of(Path tree) throws SyscallException {
    Fd top;
    try {
      top = Fd.open(tree.toString(), FLAGS, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return 0;
      }
      throw e;
    }
    try (DiskUsage usage = new DiskUsage(top)) {
      return usage.walk();
    }
  }

  private long walk() throws SyscallException {
    long bytes = bytes(FileStat.of(directory));
    do {
      for (Optional<String> name = next(); name.isPresent(); name = next()) {
        Optional<FileStat> stat = FileStat.of(directory, name.get());
        if (stat.isPresent()) {
          bytes += bytes(stat.get());
          if (stat.get().isDirectory()) {
            down(name.get());
          }
        }
      }
    } while (up());
    return bytes;
  }

  private static long bytes(FileStat stat) {
    long bytes = stat.blocks() * BLOCK;
    return stat.isDirectory() ? bytes : bytes / Math.max(1, stat.links());
  }

  private Optional<String> next() throws SyscallException {
    try {
      return names.next();
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) { // the directory has been removed
        return Optional.empty();
      }
      throw e;
    }
  }

  private void down(String name) throws SyscallException {
    Fd below;
    try {
      below = At.openat2(directory, name, FLAGS, 0, RESOLVE);
    } catch (SyscallException e) {
      // Removed meanwhile, or replaced by something that is no directory.
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return;
      }
      throw e;
    }
    if (depth == inodes.length) {
      inodes = Arrays.copyOf(inodes, 2 * depth);
      offsets = Arrays.copyOf(offsets, 2 * depth);
    }
    inodes[depth] = FileStat.of(directory).inode();
    offsets[depth] = names.offset();
    depth++;
    enter(below);
  }

  /**
   * Goes on in the directory above.
   *
   * @return false where there is none; also if this one was moved to another meanwhile: what is
   *     missed then, the next walk counts
   */
  private boolean up() throws SyscallException {
    if (depth == 0) {
      return false;
    }
    depth--;
    enter(At.openat2(directory, "..", FLAGS, 0, Resolve.NO_SYMLINKS));
    if (FileStat.of(directory).inode() != inodes[depth]) {
      return false;
    }
    names.seek(offsets[depth]);
    return true;
  }

  private void enter(Fd next) {
    close();
    directory = next;
    names = new Dirents(next, BUFFER);
  }

  @Override
  public void close() {
    names.close();
    directory.close();
  }
}
