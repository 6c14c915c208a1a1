package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * What statx says of a file.
 *
 * @param mode type and permissions, for example {@code 0100644}
 * @param size in bytes
 * @param blocks what it takes of the disk, in units of 512 bytes; less than the size if it has
 *     holes
 * @param rdevMajor of a device node, else 0
 * @param device the device it lies on, as one number: equal for two files of one file system
 * @param mtimeSeconds since 1970
 * @param mtimeNanos 0 to 999,999,999
 * @see <a href="https://man7.org/linux/man-pages/man2/statx.2.html">statx(2)</a>
 * @see <a href="https://man7.org/linux/man-pages/man7/inode.7.html">inode(7)</a>
 */
public record FileStat(
    int mode,
    int uid,
    int gid,
    long size,
    long blocks,
    int links,
    long inode,
    long device,
    int rdevMajor,
    int rdevMinor,
    long mtimeSeconds,
    int mtimeNanos) {
  public static final int S_IFMT = 0170000;
  public static final int S_IFSOCK = 0140000;
  public static final int S_IFLNK = 0120000;
  public static final int S_IFREG = 0100000;
  public static final int S_IFBLK = 0060000;
  public static final int S_IFDIR = 0040000;
  public static final int S_IFCHR = 0020000;
  public static final int S_IFIFO = 0010000;

  private static final int AT_SYMLINK_NOFOLLOW = 0x100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int STATX_BASIC_STATS = 0x7ff;

  /** Of the file behind a descriptor, O_PATH ones too. */
  public static FileStat of(Fd fd) throws SyscallException {
    return statx(fd, "", "fd " + fd.number())
        .orElseThrow(() -> new SyscallException("statx", Errno.ENOENT, "fd " + fd.number()));
  }

  /** Of {@code path} below {@code dir}, a last symlink not followed; empty if there is none. */
  public static Optional<FileStat> of(Fd dir, String path) throws SyscallException {
    return statx(dir, path, path);
  }

  private static Optional<FileStat> statx(Fd dir, String path, String detail)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment s = arena.allocate(256, 8);
      long r =
          Kernel.call(
              Nr.STATX,
              dir.number(),
              PathBytes.cString(arena, path).address(),
              AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH,
              STATX_BASIC_STATS,
              s.address());
      if (r == -Errno.ENOENT && !path.isEmpty()) {
        return Optional.empty();
      }
      Kernel.check("statx", detail, r);
      return Optional.of(
          new FileStat(
              Memory.getShort(s, 28) & 0xffff,
              Memory.getInt(s, 20),
              Memory.getInt(s, 24),
              Memory.getLong(s, 40),
              Memory.getLong(s, 48),
              Memory.getInt(s, 16),
              Memory.getLong(s, 32),
              ((long) Memory.getInt(s, 136) << 32) | Memory.getInt(s, 140),
              Memory.getInt(s, 128),
              Memory.getInt(s, 132),
              Memory.getLong(s, 112),
              Memory.getInt(s, 120)));
    }
  }

  /** Its type alone, one of {@code S_IF*}. */
  public int type() {
    return mode & S_IFMT;
  }

  public boolean isDirectory() {
    return type() == S_IFDIR;
  }

  public boolean isRegular() {
    return type() == S_IFREG;
  }

  public boolean isSymlink() {
    return type() == S_IFLNK;
  }

  /** A character device 0:0, overlayfs' sign that the name is deleted. */
  public boolean isWhiteout() {
    return type() == S_IFCHR && rdevMajor == 0 && rdevMinor == 0;
  }
}
