package io.beanpod.volume;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory of a volume below the pod's own. A pod may have many, so that most are made by one
 * call; nobody but root gets there by its path, since {@link io.beanpod.store.Root#allPodData} is
 * root's alone.
 */
record VolumeDirectory(Path path) {
  private static final int MODE = 0755;

  /** Makes it, and those above it, if it is not there. */
  void make() throws IOException {
    if (!Files.isDirectory(path.getParent())) { // an error of mkdirat would cost 20 ms
      Files.createDirectories(path.getParent());
    }
    try {
      At.mkdirat(Fd.of(Fd.AT_FDCWD), path.toString(), MODE);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) { // made by an earlier try
        throw e;
      }
    }
  }

  /** A descriptor for {@code open_tree(2)}. */
  Fd open() throws SyscallException {
    return Fd.open(path.toString(), Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
  }
}
