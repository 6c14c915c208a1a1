package io.beanpod.linux;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Entering namespaces with the calling thread, which has to be a platform thread (a virtual one
 * would leave its carrier there). Until it is back in its own it can't start Java threads.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
 */
public final class Namespaces {
  private Namespaces() {}

  /**
   * Children of the calling thread are born in the PID namespace of {@code process}.
   *
   * @throws IllegalStateException on a virtual thread
   */
  public static void childrenIntoPidOf(Fd process) throws SyscallException {
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException("setns on a virtual thread would leak into its carrier");
    }
    pidNamespace(process);
  }

  /** They are born in this process's own PID namespace again. */
  public static void childrenIntoOwnPid() throws SyscallException {
    try (Fd own = Fd.open("/proc/self/ns/pid", Fd.O_RDONLY, 0)) {
      pidNamespace(own);
    }
  }

  /** What is done in another network namespace. */
  public interface InNetwork<T> {
    /** Makes something that keeps the namespace it was made in, a socket for example. */
    T make() throws IOException;
  }

  /**
   * Makes something in another network namespace, on a thread of its own that ends with it: the
   * calling one never leaves its namespace, whatever fails.
   *
   * @param network a descriptor of {@code /proc/PID/ns/net} or of a file that one is bound on
   */
  public static <T> T inNetwork(Fd network, InNetwork<T> what) throws IOException {
    AtomicReference<T> made = new AtomicReference<>();
    AtomicReference<IOException> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .name("network-namespace")
            .daemon()
            .start(
                () -> {
                  try {
                    long r = Kernel.call(Nr.SETNS, network.number(), CloneFlags.NEWNET);
                    Kernel.check("setns", "network namespace", r);
                    made.set(what.make());
                  } catch (IOException e) {
                    failure.set(e);
                  } catch (RuntimeException e) {
                    failure.set(new IOException(e));
                  }
                });
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // what it makes has to be taken all the same
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    if (made.get() == null) { // an Error ended it, which the JVM has printed
      throw new IOException("the thread that entered the network namespace has died");
    }
    return made.get();
  }

  private static void pidNamespace(Fd fd) throws SyscallException {
    long r = Kernel.call(Nr.SETNS, fd.number(), CloneFlags.NEWPID);
    Kernel.check("setns", "PID namespace", r);
  }
}
