package io.beanpod.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Runs a seccomp filter on a call of any architecture, as the kernel does: so that filters for
 * other machines can be looked at, and calls that would end the test.
 *
 * @see <a href="https://docs.kernel.org/networking/filter.html">Linux Socket Filtering</a>
 */
public final class BpfMachine {
  public static final int X86_64 = 0xc000003e;
  public static final int I386 = 0x40000003;
  public static final int AARCH64 = 0xc00000b7;
  public static final int ARM = 0x40000028;

  private final ByteBuffer code;

  /** A machine with this filter. */
  public BpfMachine(SeccompFilter filter) {
    code = ByteBuffer.wrap(filter.code()).order(ByteOrder.nativeOrder());
  }

  /** What the filter returns for a call with these arguments; the others are 0. */
  public SeccompAction run(int arch, int nr, long... args) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(nr).putInt(arch).putLong(0);
    for (long arg : args) {
      data.putLong(arg);
    }
    int a = 0;
    for (int pc = 0; ; pc++) {
      int operation = code.getShort(8 * pc);
      int yes = code.get(8 * pc + 2) & 0xff;
      int no = code.get(8 * pc + 3) & 0xff;
      int k = code.getInt(8 * pc + 4);
      switch (operation) {
        case 0x20 -> a = data.getInt(k);
        case 0x05 -> pc += k;
        case 0x15 -> pc += a == k ? yes : no;
        case 0x25 -> pc += Integer.compareUnsigned(a, k) > 0 ? yes : no;
        case 0x35 -> pc += Integer.compareUnsigned(a, k) >= 0 ? yes : no;
        case 0x45 -> pc += (a & k) != 0 ? yes : no;
        case 0x54 -> a &= k;
        case 0x06 -> {
          return new SeccompAction(k);
        }
        default -> throw new IllegalStateException("operation " + operation + " at " + pc);
      }
    }
  }
}
