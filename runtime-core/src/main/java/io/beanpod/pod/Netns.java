package io.beanpod.pod;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pod's network namespace under a name that {@code ip netns} knows: a file in {@code
 * /run/netns} that the namespace is bound on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
public final class Netns {
  private Netns() {}

  /** The file's path: the pod's name, with its namespace in front unless that is the default. */
  public static Path path(Root root, String namespace, String pod) {
    return root.netns().resolve(namespace.equals("default") ? pod : namespace + "_" + pod);
  }

  /**
   * Unbinds and removes the file; nothing happens if it is gone, or if another namespace is bound
   * there: that of a pod which took the name, or one that {@code ip netns add} made. To be called
   * on the host.
   *
   * @param inode of the namespace that is expected
   * @return whether there was one
   */
  public static boolean remove(Path file, long inode) throws IOException {
    Path directory = file.getParent();
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Fd names = Fd.open(directory.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      Optional<FileStat> bound = FileStat.of(names, file.getFileName().toString());
      if (bound.isPresent() && bound.get().inode() == inode) {
        Mounts.detach(file.toString());
      }
      At.unlinkat(names, file.getFileName().toString());
      return true;
    } catch (SyscallException e) {
      // Without the mount the file alone is left of a pause that was killed between the two; EBUSY
      // is how the kernel says that something is mounted on it.
      if (e.errno() != Errno.ENOENT && e.errno() != Errno.EBUSY) {
        throw e;
      }
      return false;
    }
  }
}
