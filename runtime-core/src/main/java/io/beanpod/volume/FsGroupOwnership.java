package io.beanpod.volume;

import io.beanpod.linux.At;
import io.beanpod.linux.Dirents;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.FsGroup;
import java.util.Optional;

/**
 * Gives a volume to the pod's {@code fsGroup}: everything in it belongs to the group, which may
 * read and write it, and what is made in its directories inherits the group.
 *
 * <p>Other pods may write to the same volume meanwhile: nothing is followed that is a symlink, and
 * what is gone is gone.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/volume_linux.go">SetVolumeOwnership</a>
 */
final class FsGroupOwnership {
  private static final int READ_WRITE = 0660;
  private static final int READ_ONLY = 0440;
  private static final int DIRECTORY = 02110; // setgid, and x for owner and group
  private static final int BUFFER = 16 * 1024;
  private static final int UNCHANGED = -1;
  private static final int MODE = 07777;

  /** Of directories: each takes descriptors of this process while those in it are looked at. */
  private static final int DEEPEST = 200;

  private final int gid;
  private final int file;

  private FsGroupOwnership(int gid, int file) {
    this.gid = gid;
    this.file = file;
  }

  /** Does so, unless the policy leaves a volume alone whose root is right. */
  static void apply(Fd root, FsGroup group) throws SyscallException {
    FsGroupOwnership ownership = new FsGroupOwnership(group.gid(), READ_WRITE);
    FileStat stat = FileStat.of(root);
    int wanted = ownership.wanted(stat);
    boolean right = stat.gid() == group.gid() && (stat.mode() & wanted) == wanted;
    if (!group.onRootMismatch() || !right) {
      ownership.tree(root, 0);
    }
  }

  /** The same for a volume that containers only read: the group may, too, and no more. */
  static void applyReadOnly(Fd root, FsGroup group) throws SyscallException {
    new FsGroupOwnership(group.gid(), READ_ONLY).tree(root, 0);
  }

  private int wanted(FileStat stat) {
    return stat.isDirectory() ? file | DIRECTORY : file;
  }

  /**
   * Children first: with the policy OnRootMismatch a right root says that all below it is right.
   */
  private void tree(Fd fd, int depth) throws SyscallException {
    FileStat stat = FileStat.of(fd);
    if (stat.isDirectory()) {
      if (depth > DEEPEST) {
        throw new SyscallException(
            "fsGroup " + gid,
            Errno.ELOOP,
            "more than "
                + DEEPEST
                + " directories in each other; chown them, and use fsGroupChangePolicy: OnRootMismatch");
      }
      try (Fd readable = At.openat2(fd, ".", Fd.O_RDONLY | Fd.O_DIRECTORY, 0, 0);
          Dirents entries = new Dirents(readable, BUFFER)) {
        for (var name = entries.next(); name.isPresent(); name = entries.next()) {
          child(fd, name.get(), depth + 1);
        }
      }
    }
    At.fchownat(fd, "", UNCHANGED, gid);
    if (!stat.isSymlink()) {
      // chown takes setuid and setgid bits away: the mode comes after it.
      At.fchmodat(Fd.of(Fd.AT_FDCWD), "/proc/self/fd/" + fd.number(), mode(stat));
    }
  }

  private int mode(FileStat stat) {
    return (stat.mode() & MODE) | wanted(stat);
  }

  private void child(Fd directory, String name, int depth) throws SyscallException {
    Optional<Fd> child = open(directory, name);
    if (child.isPresent()) {
      try (Fd file = child.get()) {
        tree(file, depth);
      }
    }
  }

  private static Optional<Fd> open(Fd directory, String name) throws SyscallException {
    try {
      return Optional.of(At.openat2(directory, name, Fd.O_PATH | Fd.O_NOFOLLOW, 0, 0));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
