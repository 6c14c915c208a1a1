package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * System calls by number, for the classes of this package: domain verbs for the other modules are
 * in {@link Fd}, {@link At}, {@link Processes} and their neighbours.
 */
final class Kernel {
  private Kernel() {}

  /** The result, or {@code -errno}. */
  static long call(int nr, long... args) {
    return Trampoline.raw(
        nr, at(args, 0), at(args, 1), at(args, 2), at(args, 3), at(args, 4), at(args, 5));
  }

  /**
   * The result of a call that must succeed.
   *
   * @throws SyscallException naming {@code call} and {@code detail}
   */
  static long check(String call, String detail, long result) throws SyscallException {
    if (result < 0 && result >= -4095) {
      throw new SyscallException(call, (int) -result, detail);
    }
    return result;
  }

  /** A path or name as the kernel wants it; {@code detail} names it in the error. */
  static MemorySegment string(Arena arena, String s) {
    if (s.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in " + s.replace('\0', '?'));
    }
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    MemorySegment memory = arena.allocate(utf8.length + 1L); // zeroed: the end of the string
    Memory.put(memory, 0, utf8);
    return memory;
  }

  private static long at(long[] args, int i) {
    return i < args.length ? args[i] : 0;
  }
}
