package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Keeps a JVM alive that others may send signals to: the pause, where a container shares its PID
 * namespace. SIGSEGV, SIGBUS, SIGFPE and SIGILL are the JVM's own tools, and it takes one that
 * comes from elsewhere for a crash. A few instructions in front of its handler drop those that a
 * process has sent; the commented listing is {@code src/main/asm/signal-guard-x86_64.S}, which a
 * test compares with these bytes.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2), si_code</a>
 */
public final class SignalGuard {
  static final String X86_64 = "837e08007e0c48b88877665544332211ffe0c3";

  /** Where in the code the address of the JVM's handler stands. */
  private static final int HANDLER = 8;

  private static final int[] FAULTS = {4, 7, 8, 11}; // SIGILL, SIGBUS, SIGFPE, SIGSEGV
  private static final int PAGE = 4096;
  private static final int SLOT = 32; // bytes apart
  private static final int ACTION = 32; // size of the kernel's struct sigaction
  private static final int PROT_READ_WRITE = 3;
  private static final int PROT_READ_EXEC = 5;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  private SignalGuard() {}

  /** Puts the guard in front of the handlers that there are now. To be called once. */
  public static void install() throws SyscallException {
    byte[] code = HexFormat.of().parseHex(X86_64);
    long page =
        Kernel.check(
            "mmap",
            "one page",
            Kernel.call(Nr.MMAP, 0, PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0));
    ByteBuffer slots = Memory.view(MemorySegment.ofAddress(page).reinterpret(PAGE));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate((long) ACTION * FAULTS.length, 8);
      for (int i = 0; i < FAULTS.length; i++) {
        int at = i * ACTION;
        sigaction(FAULTS[i], 0, actions.address() + at);
        slots.put(i * SLOT, code);
        slots.putLong(i * SLOT + HANDLER, Memory.getLong(actions, at));
        Memory.putLong(actions, at, page + (long) i * SLOT);
      }
      long r = Kernel.call(Nr.MPROTECT, page, PAGE, PROT_READ_EXEC);
      Kernel.check("mprotect", "PROT_READ|PROT_EXEC", r);
      for (int i = 0; i < FAULTS.length; i++) {
        sigaction(FAULTS[i], actions.address() + (long) i * ACTION, 0);
      }
    }
  }

  private static void sigaction(int signal, long action, long old) throws SyscallException {
    long r = Kernel.call(Nr.RT_SIGACTION, signal, action, old, 8);
    Kernel.check("rt_sigaction", "signal " + signal, r);
  }
}
