package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Extended attributes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/xattr.7.html">xattr(7)</a>
 */
public final class Xattr {
  /** XATTR_SIZE_MAX and XATTR_LIST_MAX of the kernel, in bytes. */
  public static final int MAX = 65536;

  private static final int USUAL = 256;

  private Xattr() {}

  /**
   * Sets an attribute of an open file or directory (not O_PATH).
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/setxattr.2.html">fsetxattr(2)</a>
   */
  public static void set(Fd file, String attribute, byte[] value) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.check(
          "fsetxattr",
          attribute,
          Kernel.call(
              Nr.FSETXATTR,
              file.number(),
              Kernel.string(arena, attribute).address(),
              bytes(arena, value).address(),
              value.length,
              0));
    }
  }

  /**
   * Sets an attribute of {@code name} in {@code dir} itself, also where it is a symlink or a node
   * that can't be opened.
   *
   * @param name one component: it is not looked up through symlinks
   * @see <a href="https://man7.org/linux/man-pages/man2/setxattr.2.html">lsetxattr(2)</a>
   */
  public static void set(Fd dir, String name, String attribute, byte[] value)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      Kernel.check(
          "lsetxattr",
          attribute + " of " + name,
          Kernel.call(
              Nr.LSETXATTR,
              inDir(arena, dir, name).address(),
              Kernel.string(arena, attribute).address(),
              bytes(arena, value).address(),
              value.length,
              0));
    }
  }

  /** An attribute of {@code name} in {@code dir} itself; empty if it has none of that name. */
  public static Optional<byte[]> get(Fd dir, String name, String attribute)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long path = inDir(arena, dir, name).address();
      long key = Kernel.string(arena, attribute).address();
      MemorySegment value = arena.allocate(USUAL);
      long n = Kernel.call(Nr.LGETXATTR, path, key, value.address(), USUAL);
      if (n == -Errno.ERANGE) {
        value = arena.allocate(MAX);
        n = Kernel.call(Nr.LGETXATTR, path, key, value.address(), MAX);
      }
      if (n == -Errno.ENODATA || n == -Errno.EOPNOTSUPP) {
        return Optional.empty();
      }
      Kernel.check("lgetxattr", attribute + " of " + name, n);
      return Optional.of(Memory.bytes(value, (int) n));
    }
  }

  /**
   * The attributes' names of {@code name} in {@code dir} itself.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/listxattr.2.html">llistxattr(2)</a>
   */
  public static List<String> list(Fd dir, String name) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment names = arena.allocate(MAX);
      long n = Kernel.call(Nr.LLISTXATTR, inDir(arena, dir, name).address(), names.address(), MAX);
      if (n == -Errno.EOPNOTSUPP) {
        return List.of();
      }
      Kernel.check("llistxattr", name, n);
      List<String> list = new ArrayList<>();
      for (long at = 0; at < n; ) {
        String attribute = names.getString(at, StandardCharsets.UTF_8);
        list.add(attribute);
        at += attribute.getBytes(StandardCharsets.UTF_8).length + 1L;
      }
      return list;
    }
  }

  /** The kernel has no lsetxattr relative to a directory before 6.13: this path is one. */
  private static MemorySegment inDir(Arena arena, Fd dir, String name) {
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not one component: " + name);
    }
    return PathBytes.cString(arena, "/proc/self/fd/" + dir.number() + "/" + name);
  }

  private static MemorySegment bytes(Arena arena, byte[] value) {
    MemorySegment memory = arena.allocate(Math.max(1, value.length));
    Memory.put(memory, 0, value);
    return memory;
  }
}
