package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;

/**
 * Mounts in this process's own mount namespace.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
 */
public final class Mounts {
  public static final long NOSUID = 2;
  public static final long NODEV = 4;
  public static final long NOEXEC = 8;
  public static final long BIND = 4096;
  public static final long REC = 16384;
  public static final long SLAVE = 1 << 19;
  public static final int DETACH = 2;

  private Mounts() {}

  /** Mounts a file system. */
  public static void mount(String source, String target, String type, long flags, String data)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long r =
          Kernel.call(
              Nr.MOUNT,
              Kernel.string(arena, source).address(),
              Kernel.string(arena, target).address(),
              Kernel.string(arena, type).address(),
              flags,
              Kernel.string(arena, data).address());
      Kernel.check("mount", type + " on " + target, r);
    }
  }

  /**
   * Detaches what is mounted on {@code target}, at once for names and later for users of it.
   *
   * @return false if nothing is mounted there, or there is no such path
   */
  public static boolean detach(String target) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long r = Kernel.call(Nr.UMOUNT2, Kernel.string(arena, target).address(), DETACH);
      if (r == -Errno.EINVAL || r == -Errno.ENOENT) {
        return false;
      }
      Kernel.check("umount2", target, r);
      return true;
    }
  }

  /** Sets the host name of this process's UTS namespace. */
  public static void hostname(String name) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long r =
          Kernel.call(
              Nr.SETHOSTNAME,
              Kernel.string(arena, name).address(),
              name.getBytes(StandardCharsets.UTF_8).length);
      Kernel.check("sethostname", name, r);
    }
  }
}
