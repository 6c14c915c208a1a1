package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Reads a directory name by name, in no order and without {@code .} and {@code ..}: what it keeps
 * is one buffer, however many names there are.
 *
 * <p>Begins at the descriptor's offset. The directory may change meanwhile; of what was there all
 * the time each name is given once. The descriptor stays the caller's.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getdents.2.html">getdents64(2)</a>
 */
public final class Dirents implements AutoCloseable {
  private static final int SEEK_SET = 0;
  private static final int DT_UNKNOWN = 0; // of a file system that does not tell
  private static final int DT_DIR = 4;

  // struct linux_dirent64
  private static final int OFF = 8;
  private static final int RECLEN = 16;
  private static final int TYPE = 18;
  private static final int NAME = 19;

  private final Fd dir;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment entries;
  private byte[] raw = new byte[0];
  private int next;
  private int type;
  private long offset;

  /**
   * Reads nothing yet.
   *
   * @param bufferSize in bytes, at least 280, which the longest name takes
   */
  public Dirents(Fd dir, int bufferSize) {
    this.dir = dir;
    entries = arena.allocate(bufferSize, 8);
  }

  /** The next name; empty at the end. */
  public Optional<String> next() throws SyscallException {
    while (next < raw.length || fill()) {
      int at = next;
      next += (raw[at + RECLEN] & 0xff) | (raw[at + RECLEN + 1] & 0xff) << 8;
      type = raw[at + TYPE];
      offset = offset(at + OFF);
      int end = at + NAME;
      while (raw[end] != 0) {
        end++;
      }
      String name = PathBytes.decode(raw, at + NAME, end - at - NAME);
      if (!name.equals(".") && !name.equals("..")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private boolean fill() throws SyscallException {
    long n = Kernel.call(Nr.GETDENTS64, dir.number(), entries.address(), entries.byteSize());
    Kernel.check("getdents64", dir.toString(), n);
    raw = Memory.bytes(entries, (int) n);
    next = 0;
    return n > 0;
  }

  private long offset(int at) {
    long value = 0;
    for (int i = 7; i >= 0; i--) {
      value = value << 8 | (raw[at + i] & 0xff);
    }
    return value;
  }

  /** Whether the name that {@link #next} gave last is a directory's; mostly without a call. */
  public boolean isDirectory(String name) throws SyscallException {
    return type == DT_UNKNOWN
        ? FileStat.of(dir, name).filter(FileStat::isDirectory).isPresent()
        : type == DT_DIR;
  }

  /** Where reading goes on behind the name that {@link #next} gave last: for {@link #seek}. */
  public long offset() {
    return offset;
  }

  /**
   * Goes on behind a name that was read before, from this directory by any descriptor.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/lseek.2.html">lseek(2)</a>
   */
  public void seek(long to) throws SyscallException {
    Kernel.check("lseek", dir.toString(), Kernel.call(Nr.LSEEK, dir.number(), to, SEEK_SET));
    raw = new byte[0];
    next = 0;
  }

  @Override
  public void close() {
    arena.close();
  }
}
