package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * File calls relative to a directory's descriptor: the way to work inside a tree that somebody else
 * has filled. First {@link #openat2} finds the parent directory without leaving the tree, then the
 * other calls name one component in it, which none of them follows if it is a symlink.
 *
 * <p>Names are strings as {@link PathBytes} defines them. Every method throws {@link
 * SyscallException} naming the call and the path.
 */
public final class At {
  public static final int RENAME_NOREPLACE = 1;
  public static final int RENAME_EXCHANGE = 2;

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_REMOVEDIR = 0x200;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int RETRIES = 1000;
  private static final int READ_CHUNK = 16 * 1024;
  private static final int LIST_CHUNK = 64 * 1024;

  private At() {}

  /**
   * Opens {@code path} below {@code dir}, always with O_CLOEXEC.
   *
   * @param flags of {@code Fd.O_*}
   * @param mode of a file that is created, else 0
   * @param resolve of {@link Resolve}
   * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2)</a>
   */
  public static Fd openat2(Fd dir, String path, int flags, int mode, long resolve)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment how = arena.allocate(24, 8);
      Memory.putLong(how, 0, flags | Fd.O_CLOEXEC);
      Memory.putLong(how, 8, mode);
      Memory.putLong(how, 16, resolve);
      long name = PathBytes.cString(arena, path).address();
      long r;
      int tries = 0;
      do {
        // EAGAIN: somebody renamed or mounted something somewhere while ".." was walked.
        r = Kernel.call(Nr.OPENAT2, dir.number(), name, how.address(), how.byteSize());
      } while (r == -Errno.EINTR || (r == -Errno.EAGAIN && ++tries < RETRIES));
      return Fd.of((int) Kernel.check("openat2", path, r));
    }
  }

  /** See <a href="https://man7.org/linux/man-pages/man2/mkdirat.2.html">mkdirat(2)</a>. */
  public static void mkdirat(Fd dir, String name, int mode) throws SyscallException {
    named("mkdirat", name, Nr.MKDIRAT, dir, mode, 0);
  }

  /**
   * Makes a file, fifo or device node.
   *
   * @param mode type ({@code FileStat.S_IF*}) and permissions
   * @see <a href="https://man7.org/linux/man-pages/man2/mknodat.2.html">mknodat(2)</a>
   */
  public static void mknodat(Fd dir, String name, int mode, int major, int minor)
      throws SyscallException {
    // The kernel's own packing of a device number in the call: new_decode_dev().
    long device = (minor & 0xffL) | ((long) major << 8) | ((minor & ~0xffL) << 12);
    named("mknodat", name, Nr.MKNODAT, dir, mode, device);
  }

  /** See <a href="https://man7.org/linux/man-pages/man2/symlinkat.2.html">symlinkat(2)</a>. */
  public static void symlinkat(String target, Fd dir, String name) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long t = PathBytes.cString(arena, target).address();
      long n = PathBytes.cString(arena, name).address();
      Kernel.check("symlinkat", name, Kernel.call(Nr.SYMLINKAT, t, dir.number(), n));
    }
  }

  /**
   * Makes a hard link; a source that is a symlink is linked itself.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/linkat.2.html">linkat(2)</a>
   */
  public static void linkat(Fd sourceDir, String source, Fd dir, String name)
      throws SyscallException {
    twoNames("linkat", Nr.LINKAT, sourceDir, source, dir, name, 0);
  }

  /**
   * Renames.
   *
   * @param flags 0, {@link #RENAME_NOREPLACE} or {@link #RENAME_EXCHANGE}
   * @see <a href="https://man7.org/linux/man-pages/man2/renameat2.2.html">renameat2(2)</a>
   */
  public static void renameat2(Fd sourceDir, String source, Fd dir, String name, int flags)
      throws SyscallException {
    twoNames("renameat2", Nr.RENAMEAT2, sourceDir, source, dir, name, flags);
  }

  /** Removes a name that is not a directory. */
  public static void unlinkat(Fd dir, String name) throws SyscallException {
    named("unlinkat", name, Nr.UNLINKAT, dir, 0, 0);
  }

  /**
   * Removes an empty directory.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/unlinkat.2.html">unlinkat(2)</a>
   */
  public static void rmdirat(Fd dir, String name) throws SyscallException {
    named("unlinkat", name, Nr.UNLINKAT, dir, AT_REMOVEDIR, 0);
  }

  /**
   * Owner of {@code name} itself; an empty name means the file behind {@code dir}.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/fchownat.2.html">fchownat(2)</a>
   */
  public static void fchownat(Fd dir, String name, int uid, int gid) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long n = PathBytes.cString(arena, name).address();
      int flags = AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH;
      Kernel.check(
          "fchownat",
          name,
          Kernel.call(
              Nr.FCHOWNAT,
              dir.number(),
              n,
              Integer.toUnsignedLong(uid),
              Integer.toUnsignedLong(gid),
              flags));
    }
  }

  /**
   * Permissions of {@code name}. This call follows a symlink: only for a name that was just made.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/fchmodat.2.html">fchmodat(2)</a>
   */
  public static void fchmodat(Fd dir, String name, int mode) throws SyscallException {
    named("fchmodat", name, Nr.FCHMODAT, dir, mode, 0);
  }

  /**
   * Permissions of an open file or directory.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/fchmod.2.html">fchmod(2)</a>
   */
  public static void fchmod(Fd file, int mode) throws SyscallException {
    Kernel.check("fchmod", "fd " + file.number(), Kernel.call(Nr.FCHMOD, file.number(), mode));
  }

  /**
   * Access and modification time of {@code name} itself; an empty name means the file behind {@code
   * dir}.
   *
   * @param seconds since 1970
   * @param nanos 0 to 999,999,999
   * @see <a href="https://man7.org/linux/man-pages/man2/utimensat.2.html">utimensat(2)</a>
   */
  public static void utimensat(Fd dir, String name, long seconds, int nanos)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment times = arena.allocate(32, 8);
      for (int i = 0; i < 2; i++) {
        Memory.putLong(times, 16 * i, seconds);
        Memory.putLong(times, 16 * i + 8, nanos);
      }
      long n = name.isEmpty() ? 0 : PathBytes.cString(arena, name).address();
      int flags = name.isEmpty() ? 0 : AT_SYMLINK_NOFOLLOW;
      Kernel.check(
          "utimensat", name, Kernel.call(Nr.UTIMENSAT, dir.number(), n, times.address(), flags));
    }
  }

  /**
   * Where a symlink points to.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/readlinkat.2.html">readlinkat(2)</a>
   */
  public static String readlinkat(Fd dir, String name) throws SyscallException {
    int size = 4096; // PATH_MAX: no longer one can be made
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(size);
      long p = PathBytes.cString(arena, name).address();
      long n =
          Kernel.check(
              "readlinkat",
              name,
              Kernel.call(Nr.READLINKAT, dir.number(), p, target.address(), size));
      return PathBytes.decode(Memory.bytes(target, (int) n), 0, (int) n);
    }
  }

  /**
   * Reads a small file from its descriptor's offset on.
   *
   * @param max bytes; one more is given if the file has more, so that the caller can tell
   * @see <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a>
   */
  public static byte[] read(Fd file, int max) throws SyscallException {
    byte[] all = new byte[0];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(Math.min(max + 1L, READ_CHUNK));
      while (all.length <= max) {
        long size = Math.min(chunk.byteSize(), max + 1L - all.length);
        long n = Kernel.call(Nr.READ, file.number(), chunk.address(), size);
        if (n == 0) {
          break;
        }
        if (n != -Errno.EINTR) {
          Kernel.check("read", file.toString(), n);
          all = Arrays.copyOf(all, all.length + (int) n);
          Memory.view(chunk).get(0, all, all.length - (int) n, (int) n);
        }
      }
    }
    return all;
  }

  /**
   * The names in a directory, without {@code .} and {@code ..}, in no order. Reads from the
   * descriptor's offset: once per open. For a directory that somebody else has filled, who may have
   * made millions of names, there is {@link Dirents}.
   */
  public static List<String> list(Fd dir) throws SyscallException {
    return list(dir, false);
  }

  /**
   * The names of the directories in a directory, as {@link #list}: the kernel tells what each is,
   * which saves asking for each file.
   */
  public static List<String> directories(Fd dir) throws SyscallException {
    return list(dir, true);
  }

  private static List<String> list(Fd dir, boolean directories) throws SyscallException {
    List<String> names = new ArrayList<>();
    try (Dirents entries = new Dirents(dir, LIST_CHUNK)) {
      for (var name = entries.next(); name.isPresent(); name = entries.next()) {
        if (!directories || entries.isDirectory(name.get())) {
          names.add(name.get());
        }
      }
    }
    return names;
  }

  private static void named(String call, String name, int nr, Fd dir, long a, long b)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long n = PathBytes.cString(arena, name).address();
      Kernel.check(call, name, Kernel.call(nr, dir.number(), n, a, b));
    }
  }

  private static void twoNames(
      String call, int nr, Fd sourceDir, String source, Fd dir, String name, int flags)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      long s = PathBytes.cString(arena, source).address();
      long n = PathBytes.cString(arena, name).address();
      Kernel.check(
          call,
          source + " to " + name,
          Kernel.call(nr, sourceDir.number(), s, dir.number(), n, flags));
    }
  }
}
