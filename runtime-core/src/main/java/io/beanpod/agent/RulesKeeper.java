package io.beanpod.agent;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Puts the packet filter's rules right, on a thread of its own: commands may hold the network's
 * lock for a while. Many changes meanwhile are one. What fails is tried again, later and later,
 * until it succeeds.
 */
final class RulesKeeper implements Runnable {
  private static final int LONGEST_WAIT_MILLIS = 60_000;

  private final Rules rules;
  private final int firstWaitMillis;
  private final Semaphore changes = new Semaphore(0);

  /** Who knows the rules. */
  interface Rules {
    /** Brings them up to date. */
    void sync() throws IOException;
  }

  /**
   * @param firstWaitMillis after a failure; twice as long after the next, up to a minute
   */
  RulesKeeper(Rules rules, int firstWaitMillis) {
    this.rules = rules;
    this.firstWaitMillis = firstWaitMillis;
  }

  /** Says that the rules may be others by now; comes back at once. */
  void changed() {
    changes.release();
  }

  @Override
  public void run() {
    try {
      while (true) {
        changes.acquire();
        int wait = firstWaitMillis;
        while (!synced()) {
          changes.tryAcquire(wait, TimeUnit.MILLISECONDS); // a change may be the remedy
          wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
        }
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean synced() {
    changes.drainPermits();
    try {
      rules.sync();
      return true;
    } catch (IOException | RuntimeException e) { // files may hold anything
      System.err.println("rules: " + Troubles.text(e) + " (they are tried again)");
      return false;
    }
  }
}
