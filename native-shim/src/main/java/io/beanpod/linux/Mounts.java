package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Mounts in this process's own mount namespace.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mount.2.html">mount(2)</a>
 */
public final class Mounts {
  public static final long RDONLY = 1;
  public static final long NOSUID = 2;
  public static final long NODEV = 4;
  public static final long NOEXEC = 8;
  public static final long BIND = 4096;
  public static final long REC = 16384;
  public static final long PRIVATE = 1 << 18;
  public static final long SLAVE = 1 << 19;
  public static final int DETACH = 2;

  private static final int OPEN_TREE_CLONE = 1;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int AT_RECURSIVE = 0x8000;
  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int FSCONFIG_SET_FLAG = 0;
  private static final int FSCONFIG_SET_STRING = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;

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
   * Makes a mount that is nowhere yet: it can be worked in by its descriptor, and be attached.
   *
   * @param options {@code key=value} or {@code flag} each
   * @param attributes of {@link MountAttr}
   * @see <a href="https://man7.org/linux/man-pages/man2/fsmount.2.html">fsmount(2)</a>
   */
  public static Fd detached(String type, List<String> options, long attributes)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long name = Kernel.string(arena, type).address();
      long opened = Kernel.call(Nr.FSOPEN, name, FSOPEN_CLOEXEC);
      try (Fd context = Fd.of((int) Kernel.check("fsopen", type, opened))) {
        for (String option : options) {
          int equals = option.indexOf('=');
          String key = equals < 0 ? option : option.substring(0, equals);
          long k = Kernel.string(arena, key).address();
          long v = equals < 0 ? 0 : Kernel.string(arena, option.substring(equals + 1)).address();
          int command = equals < 0 ? FSCONFIG_SET_FLAG : FSCONFIG_SET_STRING;
          long r = Kernel.call(Nr.FSCONFIG, context.number(), command, k, v, 0);
          Kernel.check("fsconfig", type + " " + option, r);
        }
        long r = Kernel.call(Nr.FSCONFIG, context.number(), FSCONFIG_CMD_CREATE, 0, 0, 0);
        Kernel.check("fsconfig", "create " + type, r);
        long mount = Kernel.call(Nr.FSMOUNT, context.number(), FSMOUNT_CLOEXEC, attributes);
        return Fd.of((int) Kernel.check("fsmount", type, mount));
      }
    }
  }

  /**
   * A detached copy of the mount that an object lies in, from that object down, with all that is
   * mounted below it.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/open_tree.2.html">open_tree(2)</a>
   */
  public static Fd copy(Fd object) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      int flags = OPEN_TREE_CLONE | Fd.O_CLOEXEC | AT_EMPTY_PATH | AT_RECURSIVE;
      long empty = Kernel.string(arena, "").address();
      long r = Kernel.call(Nr.OPEN_TREE, object.number(), empty, flags);
      return Fd.of((int) Kernel.check("open_tree", object.toString(), r));
    }
  }

  /**
   * Changes a mount.
   *
   * @param set of {@link MountAttr}
   * @param propagation {@link #PRIVATE}, {@link #SLAVE}, or 0: as it is
   * @param recursive whether those below it change too
   * @see <a href="https://man7.org/linux/man-pages/man2/mount_setattr.2.html">mount_setattr(2)</a>
   */
  public static void setAttributes(Fd mount, long set, long propagation, boolean recursive)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(32, 8);
      Memory.putLong(attr, 0, set);
      Memory.putLong(attr, 8, 0);
      Memory.putLong(attr, 16, propagation);
      Memory.putLong(attr, 24, 0);
      int flags = AT_EMPTY_PATH | (recursive ? AT_RECURSIVE : 0);
      long empty = Kernel.string(arena, "").address();
      long r =
          Kernel.call(
              Nr.MOUNT_SETATTR, mount.number(), empty, flags, attr.address(), attr.byteSize());
      Kernel.check("mount_setattr", mount.toString(), r);
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
