package io.beanpod.pod;

import io.beanpod.linux.At;
import io.beanpod.linux.Dirents;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes directory trees that containers have written to.
 *
 * <p>A container may nest directories as deep as it likes, deeper than this process may have open
 * descriptors or stack: what lies below {@link #DEPTH} is moved up to the top of the tree, and
 * removed from there.
 */
public final class Trees {
  private static final int DEPTH = 64;
  private static final int ROUNDS = 100;
  private static final int BUFFER = 16 * 1024; // of each directory that is open

  private final Fd top;
  private long moved;

  private Trees(Fd top) {
    this.top = top;
  }

  /**
   * Removes {@code tree} and all below it; nothing happens if it is not there. Never follows a
   * symlink: every step is relative to an open directory, so that a rename meanwhile leads nowhere
   * else. Another command may be removing the same: what is gone is gone.
   *
   * @throws IOException where something is mounted, which is never entered, or can't be removed
   */
  public static void delete(Path tree) throws IOException {
    for (int round = 1; ; round++) {
      try {
        deleteOnce(tree);
        return;
      } catch (SyscallException e) {
        if (e.errno() == Errno.ENOENT) {
          return;
        }
        // The other command has moved something up meanwhile.
        if (e.errno() != Errno.ENOTEMPTY || round == ROUNDS) {
          String remedy =
              e.errno() == Errno.EXDEV || e.errno() == Errno.EBUSY
                  ? "; it is a mount point, which is left alone: umount it"
                  : "";
          throw new IOException("remove " + tree + ": " + e.getMessage() + remedy, e);
        }
      }
    }
  }

  private static void deleteOnce(Path tree) throws SyscallException {
    String name = tree.getFileName().toString();
    try (Fd parent = Fd.open(tree.getParent().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      Optional<FileStat> what = FileStat.of(parent, name);
      if (what.isEmpty()) {
        return;
      }
      if (!what.get().isDirectory()) {
        At.unlinkat(parent, name);
        return;
      }
      try (Fd top = open(parent, name)) {
        new Trees(top).emptyTop();
      }
      At.rmdirat(parent, name);
    }
  }

  /** What a round has moved up comes in the next one at the latest. */
  private void emptyTop() throws SyscallException {
    long before;
    do {
      before = moved;
      try (Fd again = open(top, ".")) {
        empty(again, 1);
      }
    } while (moved > before);
  }

  private void empty(Fd dir, int depth) throws SyscallException {
    // Name by name: there may be more than this process has memory for.
    try (Dirents entries = new Dirents(dir, BUFFER)) {
      for (var name = entries.next(); name.isPresent(); name = entries.next()) {
        try {
          remove(dir, name.get(), depth);
        } catch (SyscallException e) {
          if (e.errno() != Errno.ENOENT) {
            throw e;
          }
        }
      }
    }
  }

  private void remove(Fd dir, String name, int depth) throws SyscallException {
    Optional<FileStat> what = FileStat.of(dir, name);
    if (what.isEmpty()) {
      return;
    }
    if (!what.get().isDirectory()) {
      At.unlinkat(dir, name);
      return;
    }
    if (depth == DEPTH) {
      // No image or container has such a name by accident, and NOREPLACE tells if it has.
      String unique = ".beanpod-removed-" + System.nanoTime() + "-" + moved++;
      At.renameat2(dir, name, top, unique, At.RENAME_NOREPLACE);
      return;
    }
    try (Fd below = open(dir, name)) {
      empty(below, depth + 1);
    }
    At.rmdirat(dir, name);
  }

  private static Fd open(Fd dir, String name) throws SyscallException {
    // Never into what is mounted there: an administrator's disk is not the tree's.
    int flags = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
    return At.openat2(dir, name, flags, 0, Resolve.NO_XDEV);
  }
}
