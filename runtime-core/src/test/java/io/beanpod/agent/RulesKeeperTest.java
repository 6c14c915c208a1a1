package io.beanpod.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RulesKeeperTest {
  @Test
  void whatFailsIsTriedAgainUntilItSucceeds() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch inForce = new CountDownLatch(1);
    RulesKeeper keeper =
        new RulesKeeper(
            () -> {
              switch (tries.incrementAndGet()) {
                case 1 -> throw new IOException("the kernel refuses");
                case 2 -> throw new IllegalStateException("a corrupt object");
                default -> inForce.countDown();
              }
            },
            1);
    Thread thread = Thread.ofPlatform().daemon().start(keeper);
    keeper.changed(); // once
    assertThat(inForce.await(60, TimeUnit.SECONDS)).isTrue();
    thread.interrupt();
    thread.join();
    assertThat(tries).hasValue(3);
  }
}
