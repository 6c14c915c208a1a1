package io.beanpod.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.Flock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRunTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Path program(String script) throws IOException {
    Path program = Files.writeString(directory.resolve("plugin"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private PluginRun.Ended run(String script, String input, Duration patience) throws IOException {
    Path program = program(script);
    try (PodLock lock = PodLock.tryOn(directory).orElseThrow()) {
      return PluginRun.of(program, Map.of("CNI_COMMAND", "ADD"), input, lock.fd(), patience);
    }
  }

  @Test
  void aProgramHasItsInputAndEnvironment() throws IOException {
    PluginRun.Ended ended = run("cat; echo \" $CNI_COMMAND\"; echo oh >&2; exit 3", "in", AMPLE);
    assertThat(ended).isEqualTo(new PluginRun.Ended(3, "in ADD\n", "oh"));
  }

  @Test
  void itNeedNotReadItsInput() throws IOException {
    assertThat(run("exec echo out", "x".repeat(1 << 20), AMPLE).out()).isEqualTo("out\n");
  }

  @Test
  void oneThatHangsIsKilledWithItsChildren() throws IOException {
    Path pid = directory.resolve("pid");
    String script = "sleep 1000 & echo $! >" + pid + "; wait";
    Duration patience = Duration.ofMillis(300);
    do { // until its shell has come to start a child in that time
      Duration now = patience;
      assertThatThrownBy(() -> run(script, "", now)).hasMessageContaining("did not end within");
      patience = patience.multipliedBy(2);
    } while (!Files.exists(pid) || Files.size(pid) == 0);
    long child = Long.parseLong(Files.readString(pid).strip());
    // SIGKILL has been sent: this waits for its effect.
    ProcessHandle.of(child).ifPresent(p -> p.onExit().orTimeout(60, TimeUnit.SECONDS).join());
  }

  @Test
  void whatItLeavesWithItsOutputOpenIsNotWaitedFor() throws Exception {
    Path pid = directory.resolve("pid");
    PluginRun.Ended ended = run("sleep 1000 & echo $! >" + pid + "; echo done", "", AMPLE);
    long left = Long.parseLong(Files.readString(pid).strip());
    try {
      assertThat(ended).isEqualTo(new PluginRun.Ended(0, "done\n", ""));
      assertThat(ProcessHandle.of(left)).isPresent();
      assertThat(PodLock.tryOn(directory)).as("the lock, though it holds the file").isPresent();
    } finally {
      ProcessHandle.of(left).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void itHoldsTheLockUntilItEndsWhenItsCommandLineWasKilled() throws Exception {
    Path started = directory.resolve("started");
    Path go = directory.resolve("go");
    String script = "touch " + started + "; until [ -e " + go + " ]; do sleep 0.02; done";
    Path program = program(script);
    Flock lock = Flock.tryDirectory(directory).orElseThrow();
    FutureTask<PluginRun.Ended> run =
        new FutureTask<>(() -> PluginRun.of(program, Map.of(), "", lock.fd(), AMPLE));
    Thread.ofPlatform().daemon().start(run);
    while (!Files.exists(started)) {
      assertThat(run.isDone()).isFalse();
      Thread.onSpinWait();
    }
    lock.close(); // as the kernel does, without unlocking
    assertThat(PodLock.tryOn(directory)).isEmpty();
    assertThatThrownBy(() -> PodLock.await(directory, Duration.ZERO))
        .hasMessageContaining("still works on " + directory)
        .hasMessageContaining("fuser -v " + directory);
    Files.createFile(go);
    run.get(60, TimeUnit.SECONDS);
    try (PodLock next = PodLock.await(directory, AMPLE).orElseThrow()) {
      assertThat(PodLock.tryOn(directory)).isEmpty();
    }
    assertThat(PodLock.await(directory.resolve("gone"), AMPLE)).isEmpty();
  }

  @Test
  void oneThatPrintsWithoutEndIsKilled() {
    assertThatThrownBy(() -> run("exec cat /dev/zero", "", AMPLE))
        .hasMessageContaining("printed more than 1048576 bytes, and was killed");
  }

  @Test
  void oneThatCannotBeStartedIsAnError() throws IOException {
    Path none = directory.resolve("none");
    try (PodLock lock = PodLock.tryOn(directory).orElseThrow()) {
      assertThatThrownBy(() -> PluginRun.of(none, Map.of(), "", lock.fd(), AMPLE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("execve " + none + ": ENOENT");
    }
  }
}
