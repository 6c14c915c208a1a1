package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompletionsTest {
  private final Completions completions = new Completions();
  private final List<String> ran = new ArrayList<>();

  CompletionsTest() throws SyscallException {}

  @Test
  void runInTheOrderTheyCameAndOnce() {
    completions.add(() -> ran.add("a"));
    completions.add(() -> ran.add("b"));
    assertThat(ran).isEmpty();
    completions.run();
    completions.run();
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void oneThatLeavesAnotherDoesNotRunIt() {
    completions.add(() -> completions.add(() -> ran.add("later")));
    completions.run();
    assertThat(ran).isEmpty();
    completions.run();
    assertThat(ran).containsExactly("later");
  }

  @Test
  void ofAnotherThreadWakeTheEventLoop() throws Exception {
    Descriptors.Pair quiet = Descriptors.pipe();
    try (Fd signals = quiet.first();
        Fd writer = quiet.second()) {
      Wakeups wakeups = new Wakeups(signals);
      wakeups.addEvent(completions.readable(), completions::run);
      Thread thread = Thread.ofPlatform().start(() -> completions.add(() -> ran.add("woken")));
      wakeups.await(-1);
      thread.join();
      assertThat(ran).containsExactly("woken");
      assertThat(wakeups.await(0)).isFalse();
      assertThat(ran).as("once").hasSize(1);
      assertThat(writer.number()).isNotNegative(); // held open: its end would be a wake-up
    }
  }

  @Test
  void thatCameTogetherAreAllRun() throws SyscallException {
    Descriptors.Pair quiet = Descriptors.pipe();
    try (Fd signals = quiet.first();
        Fd writer = quiet.second()) {
      Wakeups wakeups = new Wakeups(signals);
      wakeups.addEvent(completions.readable(), completions::run);
      for (int i = 0; i < 100; i++) {
        completions.add(() -> ran.add("x"));
      }
      wakeups.await(-1);
      assertThat(ran).hasSize(100);
      assertThat(writer.number()).isNotNegative(); // held open: its end would be a wake-up
    }
  }
}
