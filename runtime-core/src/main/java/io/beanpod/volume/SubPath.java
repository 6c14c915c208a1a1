package io.beanpod.volume;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;

/**
 * {@code subPath}: a part of a volume, opened so that no symlink in the volume leads out of it,
 * whatever a container does there meanwhile. The kernel resolves it below the volume's root in one
 * call, and what that finds is mounted by its descriptor: there is no path that could mean
 * something else a moment later (CVE-2017-1002101, CVE-2021-25741).
 */
final class SubPath {
  private static final long BENEATH = Resolve.BENEATH | Resolve.NO_MAGICLINKS;
  private static final int PERMISSIONS = 0777;
  private static final int S_ISGID = 02000;

  private SubPath() {}

  /**
   * Opens what is there.
   *
   * @param volume its root
   * @param path relative
   * @return an O_PATH descriptor
   * @throws SyscallException EXDEV if it leads out of the volume
   */
  static Fd open(Fd volume, String path) throws SyscallException {
    return At.openat2(volume, path, Fd.O_PATH, 0, BENEATH);
  }

  /**
   * As {@link #open}; directories that are missing are made, with the permissions of the volume's
   * root.
   */
  static Fd openOrMake(Fd volume, String path) throws SyscallException {
    try {
      return open(volume, path);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
    }
    make(volume, path);
    return open(volume, path);
  }

  private static void make(Fd volume, String path) throws SyscallException {
    int mode = FileStat.of(volume).mode() & (PERMISSIONS | S_ISGID);
    Fd parent = At.openat2(volume, ".", Fd.O_PATH | Fd.O_DIRECTORY, 0, BENEATH);
    try {
      for (int from = 0; from < path.length(); ) {
        int slash = path.indexOf('/', from);
        int end = slash < 0 ? path.length() : slash;
        String name = path.substring(from, end);
        if (!name.isEmpty() && !name.equals(".")) {
          boolean made = makeOne(parent, name, mode);
          // From the volume's root again: a relative symlink may lead to another part of it.
          Fd next =
              At.openat2(volume, path.substring(0, end), Fd.O_RDONLY | Fd.O_DIRECTORY, 0, BENEATH);
          parent.close();
          parent = next;
          if (made) {
            At.fchmod(parent, mode); // whatever the umask says
          }
        }
        from = end + 1;
      }
    } finally {
      parent.close();
    }
  }

  private static boolean makeOne(Fd parent, String name, int mode) throws SyscallException {
    try {
      At.mkdirat(parent, name, mode);
      return true;
    } catch (SyscallException e) {
      if (e.errno() == Errno.EEXIST) {
        return false;
      }
      throw e;
    }
  }
}
