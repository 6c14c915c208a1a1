package io.beanpod.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.ProbeOutcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProbeWorkersTest {
  @Test
  void asManyAtOnceAsAreAskedFor() throws InterruptedException {
    CyclicBarrier all = new CyclicBarrier(20);
    CountDownLatch met = new CountDownLatch(20);
    try (ProbeWorkers workers = new ProbeWorkers()) {
      for (int i = 0; i < 20; i++) {
        workers.submit(
            () -> {
              try {
                all.await(50, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              met.countDown();
            });
      }
      assertThat(met.await(50, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theThreadsAreDaemonsWithNames() throws InterruptedException {
    BlockingQueue<Thread> seen = new LinkedBlockingQueue<>();
    try (ProbeWorkers workers = new ProbeWorkers()) {
      workers.submit(() -> seen.add(Thread.currentThread()));
      Thread thread = seen.poll(50, TimeUnit.SECONDS);
      assertThat(thread).isNotNull();
      assertThat(thread.isDaemon()).isTrue();
      assertThat(thread.getName()).isEqualTo("probe-1");
    }
  }

  @Test
  void aProbeThatBreaksSaysNothingOfItsContainer() throws InterruptedException {
    BlockingQueue<ProbeOutcome> seen = new LinkedBlockingQueue<>();
    try (ProbeWorkers workers = new ProbeWorkers()) {
      Supplier<ProbeOutcome> broken =
          () -> {
            throw new IllegalStateException("a defect, on purpose");
          };
      workers.submit(broken, seen::add);
      ProbeOutcome outcome = seen.poll(50, TimeUnit.SECONDS);
      assertThat(outcome).isNotNull();
      assertThat(outcome.verdict()).isEqualTo(ProbeOutcome.Verdict.UNKNOWN);

      workers.submit(() -> ProbeOutcome.success("still there"), seen::add);
      assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo(ProbeOutcome.success("still there"));
    }
  }
}
