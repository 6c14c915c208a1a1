package io.beanpod.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The code page: {@link TrampolineCode} copied once into memory that is first writable, then
 * executable, never both.
 *
 * <p>All native calls of Beanpod have the one shape {@code long f(long x 7)}, so that the JVM spins
 * one native invoker. {@code mmap} and {@code mprotect} of libc have to be called that way once, to
 * make the page; from then on libc is not involved.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/mprotect.2.html">mprotect(2)</a>
 */
final class Trampoline {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int PAGE = 4096;

  private static final MethodHandle CALL;
  private static final MemorySegment RAW;
  private static final MemorySegment SPAWN;

  static {
    Linker linker = Linker.nativeLinker();
    CALL =
        linker.downcallHandle(
            FunctionDescriptor.of(
                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                JAVA_LONG));
    TrampolineCode code = TrampolineCode.forThisMachine();
    MemorySegment mmap = symbol(linker, "mmap");
    MemorySegment mprotect = symbol(linker, "mprotect");
    long page = invoke(mmap, 0, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0, 0);
    if (page == -1) {
      throw new IllegalStateException("mmap of one page for the system call trampoline failed");
    }
    MemorySegment target = MemorySegment.ofAddress(page).reinterpret(PAGE);
    Memory.put(target, 0, code.bytes());
    if (invoke(mprotect, page, PAGE, PROT_READ | PROT_EXEC, 0, 0, 0, 0) != 0) {
      throw new IllegalStateException(
          "mprotect(PROT_READ|PROT_EXEC) of the system call trampoline was refused; a security"
              + " policy (SELinux execmem, systemd MemoryDenyWriteExecute=) forbids it for this JVM");
    }
    RAW = MemorySegment.ofAddress(page + code.raw());
    SPAWN = MemorySegment.ofAddress(page + code.spawn());
  }

  private Trampoline() {}

  /** One system call in this thread: the result, or {@code -errno}. */
  static long raw(long nr, long a0, long a1, long a2, long a3, long a4, long a5) {
    return invoke(RAW, nr, a0, a1, a2, a3, a4, a5);
  }

  /** clone3(2), then the program in the child: the pid, or {@code -errno}. */
  static long spawn(long program, long cloneArgs, long size) {
    return invoke(SPAWN, program, cloneArgs, size, 0, 0, 0, 0);
  }

  /** Calls a C function of up to seven arguments that are integers or pointers. */
  static long function(MemorySegment f, long... args) {
    long[] a = Arrays.copyOf(args, 7);
    return invoke(f, a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
  }

  private static long invoke(
      MemorySegment f, long a, long b, long c, long d, long e, long g, long h) {
    try {
      return (long) CALL.invokeExact(f, a, b, c, d, e, g, h);
    } catch (RuntimeException | Error e2) {
      throw e2;
    } catch (Throwable impossible) { // a downcall of longs throws nothing checked
      throw new AssertionError(impossible);
    }
  }

  private static MemorySegment symbol(Linker linker, String name) {
    return linker
        .defaultLookup()
        .find(name)
        .orElseThrow(() -> new IllegalStateException("libc has no symbol " + name));
  }
}
