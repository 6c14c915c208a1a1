package io.beanpod.image;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** A directory of somebody else's making: its symlinks lead nowhere outside. */
record DirectorySource(Path directory) implements Source {
  private static final int BUFFER = 128 * 1024;

  @Override
  public String what() {
    return directory.toString();
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    try (Fd dir = Fd.open(directory.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      // Non-blocking: a fifo of that name must not stop us.
      Fd file = At.openat2(dir, name, Fd.O_RDONLY | Fd.O_NONBLOCK, 0, Resolve.IN_ROOT);
      if (!FileStat.of(file).isRegular()) {
        file.close();
        return Optional.empty();
      }
      return Optional.of(new FdInputStream(file, BUFFER));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
