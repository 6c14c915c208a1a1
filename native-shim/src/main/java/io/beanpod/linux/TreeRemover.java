package io.beanpod.linux;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Removes trees with any names in them, never following a symlink. They must not be deep: it holds
 * a descriptor for each level.
 */
public final class TreeRemover {
  private TreeRemover() {}

  /** Removes {@code path} and all below it; nothing happens if it is not there. */
  public static void remove(Path path) throws SyscallException {
    Path name = path.getFileName();
    try (Fd parent = Fd.open(path.getParent().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      Optional<FileStat> what = FileStat.of(parent, name.toString());
      if (what.isPresent()) {
        remove(parent, name.toString(), what.get());
      }
    }
  }

  /** Removes what {@code name} is in an open directory. */
  public static void remove(Fd parent, String name, FileStat what) throws SyscallException {
    if (!what.isDirectory()) {
      At.unlinkat(parent, name);
      return;
    }
    try (Fd dir = At.openat2(parent, name, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0, 0)) {
      for (String child : At.list(dir)) {
        Optional<FileStat> stat = FileStat.of(dir, child);
        if (stat.isPresent()) {
          remove(dir, child, stat.get());
        }
      }
    }
    At.rmdirat(parent, name);
  }
}
