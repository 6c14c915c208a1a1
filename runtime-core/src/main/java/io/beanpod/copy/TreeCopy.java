package io.beanpod.copy;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies files and trees by descriptors: each name is looked up in an open directory, and none of
 * them followed if it is a symlink, so that nobody who changes either tree meanwhile can lead the
 * copy elsewhere. Symlinks are copied as such; devices, pipes and sockets are not.
 */
public final class TreeCopy {
  private static final long STRICT = Resolve.BENEATH | Resolve.NO_SYMLINKS | Resolve.NO_MAGICLINKS;
  private static final int CHUNK = 256 * 1024;

  private final CopyRules rules;
  private final Consumer<String> warnings;

  /**
   * A copier.
   *
   * @param warnings is told of what is left out, a line each
   */
  public TreeCopy(CopyRules rules, Consumer<String> warnings) {
    this.rules = rules;
    this.warnings = warnings;
  }

  /**
   * Copies a file or directory under a new name.
   *
   * @param source an O_PATH descriptor of it
   * @param target the directory to copy to
   * @param name what the copy is called; a directory of that name is added to, anything else
   *     replaced
   * @param shown the target's path for messages
   */
  public void copy(Fd source, Fd target, String name, String shown) throws IOException {
    FileStat stat = FileStat.of(source);
    if (stat.isDirectory()) {
      directory(source, stat, target, name, shown, 0);
    } else {
      file(source, stat, target, name, shown);
    }
  }

  /** Copies what is in one directory into another. */
  public void copyContent(Fd source, Fd target, String shown) throws IOException {
    content(source, target, shown, 0);
  }

  /** Writes a regular file's bytes to an open one. */
  public void copyBytes(Fd source, Fd target) throws IOException {
    try (Fd readable = reopened(source, Fd.O_RDONLY);
        NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      for (int n = readable.read(buffer); n > 0; n = readable.read(buffer)) {
        target.write(buffer, 0, n);
      }
    }
  }

  private void content(Fd source, Fd target, String shown, int depth) throws IOException {
    try (Fd listed = reopened(source, Fd.O_RDONLY | Fd.O_DIRECTORY)) {
      for (String name : At.list(listed)) {
        entry(listed, name, target, shown + "/" + name, depth);
      }
    }
  }

  private void entry(Fd sourceDir, String name, Fd target, String shown, int depth)
      throws IOException {
    Optional<FileStat> seen = FileStat.of(sourceDir, name);
    if (seen.isEmpty()) {
      return; // removed meanwhile
    }
    if (seen.get().isSymlink()) {
      symlink(sourceDir, name, seen.get(), target, shown, depth);
      return;
    }
    try (Fd source = At.openat2(sourceDir, name, Fd.O_PATH | Fd.O_NOFOLLOW, 0, STRICT)) {
      FileStat stat = FileStat.of(source); // of what is open now, whatever it was before
      if (stat.isDirectory()) {
        directory(source, stat, target, name, shown, depth + 1);
      } else {
        file(source, stat, target, name, shown);
      }
    }
  }

  private void directory(
      Fd source, FileStat stat, Fd targetDir, String name, String shown, int depth)
      throws IOException {
    boolean made = true;
    try {
      At.mkdirat(targetDir, name, 0700);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      made = false;
    }
    try (Fd target = At.openat2(targetDir, name, Fd.O_RDONLY | Fd.O_DIRECTORY, 0, STRICT)) {
      content(source, target, shown, depth);
      if (made) {
        dress(target, stat);
      }
    } catch (SyscallException e) {
      if (e.errno() == Errno.ELOOP || e.errno() == Errno.ENOTDIR) {
        throw new IOException(shown + ": there is something that is no directory", e);
      }
      throw e;
    }
  }

  private void file(Fd source, FileStat stat, Fd targetDir, String name, String shown)
      throws IOException {
    if (!stat.isRegular()) {
      warnings.accept(
          "warning: skipping \"" + shown + "\": neither a file, a directory nor a symlink");
      return;
    }
    unlink(targetDir, name, shown); // as tar does: what is there may be a symlink, or be running
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW;
    try (Fd target = At.openat2(targetDir, name, flags, 0600, STRICT)) {
      copyBytes(source, target);
      dress(target, stat);
    }
  }

  private void symlink(
      Fd sourceDir, String name, FileStat stat, Fd targetDir, String shown, int depth)
      throws IOException {
    String to = At.readlinkat(sourceDir, name);
    if (rules.confined() && !CopyRules.staysWithin(to, depth)) {
      warnings.accept("warning: skipping symlink: \"" + shown + "\" -> \"" + to + "\"");
      return;
    }
    unlink(targetDir, name, shown);
    At.symlinkat(to, targetDir, name);
    Optional<CopyRules.Owner> owner = rules.ownerOf(stat);
    if (owner.isPresent()) {
      At.fchownat(targetDir, name, owner.get().uid(), owner.get().gid());
    }
    At.utimensat(targetDir, name, stat.mtimeSeconds(), stat.mtimeNanos());
  }

  /** The owner first: changing it takes set-user-id away. The time last: writing changes it. */
  private void dress(Fd copy, FileStat original) throws SyscallException {
    Optional<CopyRules.Owner> owner = rules.ownerOf(original);
    if (owner.isPresent()) {
      At.fchownat(copy, "", owner.get().uid(), owner.get().gid());
    }
    At.fchmod(copy, original.mode() & rules.modeMask());
    At.utimensat(copy, "", original.mtimeSeconds(), original.mtimeNanos());
  }

  private static void unlink(Fd dir, String name, String shown) throws IOException {
    try {
      At.unlinkat(dir, name);
    } catch (SyscallException e) {
      if (e.errno() == Errno.EISDIR) {
        throw new IOException(shown + ": is a directory", e);
      }
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
  }

  /** The very file behind an O_PATH descriptor, which was looked at before: it is no device. */
  private static Fd reopened(Fd path, int flags) throws SyscallException {
    return Fd.open("/proc/self/fd/" + path.number(), flags, 0);
  }
}
