package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Why the trampoline exists: a forked JVM hung in 27 of 200 tries under allocation load, and always
 * when the child met a garbage collection.
 */
class ClonesUnderLoadTest {
  private static final int CLONES = 1000;
  private static final int SPAWNERS = 4;

  /** Far beyond what it takes: only a child that hangs gets there. */
  private static final Duration HANGS = Duration.ofMinutes(3);

  @Test
  void noneHangsAndEachExitsRight() throws Exception {
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger collections = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<List<byte[]>> sink = new AtomicReference<>();
    List<Thread> load = new ArrayList<>();
    load.add(Thread.ofPlatform().daemon().start(() -> collect(over, collections)));
    for (int i = 0; i < 2; i++) {
      load.add(Thread.ofPlatform().daemon().start(() -> allocate(over, sink)));
    }
    try {
      assertTimeoutPreemptively(
          HANGS,
          () -> {
            List<FutureTask<Void>> spawners = new ArrayList<>();
            for (int t = 0; t < SPAWNERS; t++) {
              FutureTask<Void> spawner = new FutureTask<>(() -> spawnAndCheck(next, done));
              spawners.add(spawner);
              Thread.ofPlatform().daemon().start(spawner);
            }
            for (FutureTask<Void> spawner : spawners) {
              spawner.get();
            }
          },
          () -> "a child hangs: " + done.get() + " of " + CLONES + " clones ended");
    } finally {
      over.set(true);
      for (Thread t : load) {
        t.join();
      }
    }
    assertThat(done.get()).isEqualTo(CLONES);
    assertThat(collections.get()).as("garbage collections meanwhile").isGreaterThan(20);
    assertThat(Lab.children()).isEmpty();
  }

  private static Void spawnAndCheck(AtomicInteger next, AtomicInteger done) throws IOException {
    for (int i = next.getAndIncrement(); i < CLONES; i = next.getAndIncrement()) {
      assertThat(Lab.end(spawn(i)).exitCode()).as("clone %d", i).isEqualTo(i & 0xff);
      done.incrementAndGet();
    }
    return null;
  }

  /** Half of them end in a step, half exec a program first. */
  private static Child spawn(int i) throws IOException {
    SyscallProgram p = new SyscallProgram();
    StepList.Result root = p.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    p.fchdir(root, "/");
    p.close(root);
    if (i % 2 == 0) {
      p.exit(i & 0xff);
    } else {
      p.execve("/bin/sh", List.of("sh", "-c", "exit " + (i & 0xff)), Lab.ENV);
    }
    return Clone.spawn(p, 0, Optional.empty());
  }

  private static void collect(AtomicBoolean over, AtomicInteger collections) {
    while (!over.get()) {
      System.gc();
      collections.incrementAndGet();
    }
  }

  private static void allocate(AtomicBoolean over, AtomicReference<List<byte[]>> sink) {
    while (!over.get()) {
      List<byte[]> garbage = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        garbage.add(new byte[2000]);
      }
      sink.set(garbage); // so that the allocation is not optimised away
    }
  }
}
