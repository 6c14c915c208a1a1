package io.beanpod.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * The beginning of a filter that fails calls newer than those its rules name with ENOSYS, as runc
 * does: libseccomp has no rule for a range of numbers, and EPERM for {@code fchmodat2} or {@code
 * clone3} would keep a C library from using the calls that came before them.
 *
 * <pre>
 *      ld   arch
 *      jeq  ARCH, 0, next          for each architecture
 *      ld   nr
 *      jgt  NEWEST, 0, body
 *      ret  ERRNO | ENOSYS
 * next ...
 * body                             the filter itself, which loads what it needs again
 * </pre>
 *
 * <p>x86_64 and x32 share an audit architecture; x32's numbers have bit 30 set.
 */
final class NewerCalls {
  private static final int NR_OFFSET = 0; // of struct seccomp_data
  private static final int ARCH_OFFSET = 4;
  private static final short LD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final short JEQ = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final short JGT = 0x25;
  private static final short JGE = 0x35;
  private static final short RET = 0x06;

  private NewerCalls() {}

  /**
   * The instructions.
   *
   * @param newest the highest number that each audit architecture has a rule for
   */
  static byte[] missing(Map<Integer, Integer> newest) {
    int length = 1 + 4 * newest.size() + x32(newest);
    ByteBuffer out = ByteBuffer.allocate(8 * length).order(ByteOrder.nativeOrder());
    put(out, LD, 0, 0, ARCH_OFFSET);
    for (Map.Entry<Integer, Integer> entry : newest.entrySet()) {
      boolean x86 = entry.getKey() == Libseccomp.AUDIT_ARCH_X86_64;
      int after = x86 ? 4 : 3;
      put(out, JEQ, 0, after, entry.getKey());
      put(out, LD, 0, 0, NR_OFFSET);
      int rest = length - out.position() / 8 - 1;
      if (x86) {
        put(out, JGE, rest, 0, Libseccomp.X32_BIT);
        rest--;
      }
      put(out, JGT, 0, rest, entry.getValue());
      put(out, RET, 0, 0, SeccompAction.errno(Errno.ENOSYS).value());
    }
    return out.array();
  }

  private static int x32(Map<Integer, Integer> newest) {
    return newest.containsKey(Libseccomp.AUDIT_ARCH_X86_64) ? 1 : 0;
  }

  private static void put(ByteBuffer out, short code, int yes, int no, int operand) {
    out.putShort(code).put((byte) yes).put((byte) no).putInt(operand);
  }
}
