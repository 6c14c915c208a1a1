package io.beanpod.linux;

/**
 * Signals that this process ignores for a while, for one whose child has the terminal: a key that
 * interrupts the child goes to the whole foreground group, and must not end its parent. To be made
 * after the child was started, which would inherit it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2)</a>
 */
public final class IgnoredSignals implements AutoCloseable {
  /** Size of the kernel's struct sigaction: handler, flags, restorer, mask; 8 bytes each. */
  private static final int ACTION = 32;

  private static final byte SIG_IGN = 1;

  private final int[] signals;
  private final NativeBuffer before;

  /** Ignores these signals from now on. */
  public IgnoredSignals(int... signals) throws SyscallException {
    this.signals = signals.clone();
    before = new NativeBuffer(ACTION * signals.length);
    try (NativeBuffer ignore = new NativeBuffer(ACTION)) {
      ignore.copyFrom(new byte[] {SIG_IGN}, 0, 0, 1);
      for (int i = 0; i < signals.length; i++) {
        sigaction(signals[i], ignore.address(), before.address() + (long) i * ACTION);
      }
    }
  }

  private static void sigaction(int signal, long action, long old) throws SyscallException {
    long r = Kernel.call(Nr.RT_SIGACTION, signal, action, old, 8);
    Kernel.check("rt_sigaction", "signal " + signal, r);
  }

  /** What was done about the signals before is done again. */
  @Override
  public void close() throws SyscallException {
    try (before) {
      for (int i = 0; i < signals.length; i++) {
        sigaction(signals[i], before.address() + (long) i * ACTION, 0);
      }
    }
  }
}
