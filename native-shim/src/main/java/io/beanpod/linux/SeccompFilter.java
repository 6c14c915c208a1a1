package io.beanpod.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * A filter of system calls, ready for the kernel.
 *
 * <p>As bytes it is a word of flags, a word with the number of instructions, and the instructions,
 * 8 bytes each ({@code struct sock_filter}), all in the machine's byte order.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
 */
public final class SeccompFilter {
  private static final int INSTRUCTION = 8;
  private static final int HEADER = 8;

  /** BPF_MAXINSNS: the kernel takes no more. */
  static final int MAX_INSTRUCTIONS = 4096;

  private final int flags;
  private final byte[] code;

  /**
   * A filter of these instructions.
   *
   * @param flags {@code SECCOMP_FILTER_FLAG_*}
   * @throws IllegalArgumentException if the kernel would not take as many
   */
  SeccompFilter(int flags, byte[] code) {
    int instructions = code.length / INSTRUCTION;
    if (instructions == 0 || instructions > MAX_INSTRUCTIONS || code.length % INSTRUCTION != 0) {
      throw new IllegalArgumentException(
          "a seccomp filter has 1 to " + MAX_INSTRUCTIONS + " instructions, not " + instructions);
    }
    this.flags = flags;
    this.code = code;
  }

  /**
   * The filter of these bytes.
   *
   * @return empty if they are none, or were cut off
   */
  public static Optional<SeccompFilter> of(byte[] bytes) {
    if (bytes.length <= HEADER) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    int flags = header.getInt();
    int instructions = header.getInt();
    return instructions > 0
            && instructions <= MAX_INSTRUCTIONS
            && bytes.length == HEADER + instructions * INSTRUCTION
        ? Optional.of(new SeccompFilter(flags, Arrays.copyOfRange(bytes, HEADER, bytes.length)))
        : Optional.empty();
  }

  /** What {@link #of} reads. */
  public byte[] bytes() {
    return ByteBuffer.allocate(HEADER + code.length)
        .order(ByteOrder.nativeOrder())
        .putInt(flags)
        .putInt(instructions())
        .put(code)
        .array();
  }

  /** How many instructions it has. */
  public int instructions() {
    return code.length / INSTRUCTION;
  }

  int flags() {
    return flags;
  }

  byte[] code() {
    return code;
  }
}
