package io.beanpod.agent;

import io.beanpod.network.PodNetwork;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Puts the packet filter's rules right, on a thread of its own: commands may hold the network's
 * lock for a while. Many changes meanwhile are one.
 */
final class RulesKeeper implements Runnable {
  private final PodNetwork network;
  private final Semaphore changes = new Semaphore(0);

  RulesKeeper(PodNetwork network) {
    this.network = network;
  }

  /** Says that the rules may be others by now; comes back at once. */
  void changed() {
    changes.release();
  }

  @Override
  public void run() {
    while (true) {
      changes.acquireUninterruptibly();
      changes.drainPermits();
      try {
        network.sync();
      } catch (IOException e) {
        System.err.println("rules: " + e.getMessage());
      }
    }
  }
}
