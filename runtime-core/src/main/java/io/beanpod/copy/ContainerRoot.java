package io.beanpod.copy;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Processes;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.RuntimeState;
import java.io.IOException;
import java.util.Optional;

/**
 * A running container's files, with everything that is mounted there. Paths are walked as the
 * container itself would: symlinks and {@code ..} stay inside it, whatever it does meanwhile; the
 * kernel's own links in its /proc are refused.
 */
public final class ContainerRoot implements AutoCloseable {
  private static final long INSIDE = Resolve.IN_ROOT | Resolve.NO_MAGICLINKS;

  private final Fd root;
  private final String workingDir;

  private ContainerRoot(Fd root, String workingDir) {
    this.root = root;
    this.workingDir = workingDir;
  }

  /**
   * Opens it.
   *
   * @throws IOException if the container does not run
   */
  public static ContainerRoot open(RuntimeState.Container container) throws IOException {
    int pid = container.process().pid();
    if (pid > 0) {
      try {
        Fd root = Fd.open("/proc/" + pid + "/root", Fd.O_PATH | Fd.O_DIRECTORY, 0);
        // After that: had the process ended before, the number could be another's by now.
        if (Processes.startTime(pid) == container.process().startTime()) {
          return new ContainerRoot(root, container.workingDir());
        }
        root.close();
      } catch (SyscallException e) {
        if (e.errno() != Errno.ENOENT && e.errno() != Errno.ESRCH) {
          throw e;
        }
      }
    }
    throw new IOException("container \"" + container.name() + "\" is not running");
  }

  /** An O_PATH descriptor of what is at {@code path}; empty if there is nothing. */
  public Optional<Fd> find(String path) throws SyscallException {
    return find(path, 0);
  }

  /** The same, of a directory. */
  public Optional<Fd> directory(String path) throws SyscallException {
    return find(path, Fd.O_DIRECTORY);
  }

  private Optional<Fd> find(String path, int flags) throws SyscallException {
    String absolute = path.startsWith("/") ? path : workingDir + "/" + path;
    try {
      return Optional.of(At.openat2(root, absolute, Fd.O_PATH | flags, 0, INSIDE));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the file behind a descriptor is a directory. */
  public static boolean isDirectory(Fd fd) throws SyscallException {
    return FileStat.of(fd).isDirectory();
  }

  @Override
  public void close() {
    root.close();
  }
}
