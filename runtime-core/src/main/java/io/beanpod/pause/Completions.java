package io.beanpod.pause;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.util.ArrayList;
import java.util.List;

/**
 * What other threads have to tell the event loop: they add, it runs. The only way from one to the
 * other, so that everything else belongs to one thread.
 */
final class Completions {
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private final Fd wake = Descriptors.event();
  private final List<Runnable> waiting = new ArrayList<>();

  Completions() throws SyscallException {}

  /** Readable while there is something to {@link #run}. */
  Fd readable() {
    return wake;
  }

  /** Leaves something for the event loop. Of any thread. */
  void add(Runnable completion) {
    synchronized (waiting) {
      waiting.add(completion);
    }
    try {
      wake.write(ONE);
    } catch (SyscallException e) {
      throw new IllegalStateException("an eventfd can't be written: " + e.getMessage(), e);
    }
  }

  /** Runs what there is. Of the event loop only. */
  void run() {
    List<Runnable> now;
    synchronized (waiting) {
      now = new ArrayList<>(waiting);
      waiting.clear();
    }
    for (Runnable completion : now) {
      completion.run();
    }
  }
}
