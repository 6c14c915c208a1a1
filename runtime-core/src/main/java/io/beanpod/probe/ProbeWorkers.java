package io.beanpod.probe;

import io.beanpod.lifecycle.ProbeOutcome;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Threads for probes and hooks, which block. There are as many as probes run at once, the number of
 * which the pod's manifest bounds: a probe never runs twice at a time. One that has had nothing to
 * do for a minute ends.
 */
public final class ProbeWorkers implements AutoCloseable {
  private static final long IDLE_SECONDS = 60;

  private final AtomicInteger count = new AtomicInteger();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::thread);

  /** Runs it on a thread of its own, at once. */
  public void submit(Runnable work) {
    pool.execute(work);
  }

  /**
   * Runs a probe, and says how it went: UNKNOWN if it broke, which is then told on standard error
   * as any thread's death is.
   *
   * @param done called on the probe's thread
   */
  public void submit(Supplier<ProbeOutcome> probe, Consumer<ProbeOutcome> done) {
    submit(
        () -> {
          ProbeOutcome outcome = ProbeOutcome.unknown("the probe broke: see the pod's pause.log");
          try {
            outcome = probe.get();
          } finally {
            done.accept(outcome);
          }
        });
  }

  /** Ends the threads that wait; what runs is interrupted, and not waited for. */
  @Override
  public void close() {
    pool.shutdownNow();
  }

  private Thread thread(Runnable body) {
    Thread thread = new Thread(body, "probe-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
