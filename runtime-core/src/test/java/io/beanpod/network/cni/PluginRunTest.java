package io.beanpod.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginRunTest {
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir Path directory;

  private PluginRun.Ended run(String script, String input, Duration patience) throws IOException {
    Path program = Files.writeString(directory.resolve("plugin"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return PluginRun.of(program, Map.of("CNI_COMMAND", "ADD"), input, patience);
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
    assertThatThrownBy(() -> run("sleep 1000 & echo $! >" + pid + "; wait", "", SHORT))
        .hasMessageContaining("did not end within");
    long child = Long.parseLong(Files.readString(pid).strip());
    // SIGKILL has been sent: this waits for its effect.
    ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
  }

  @Test
  void oneThatPrintsWithoutEndIsKilled() {
    assertThatThrownBy(() -> run("exec cat /dev/zero", "", AMPLE))
        .hasMessageContaining("printed more than 1048576 bytes, and was killed");
  }

  @Test
  void oneThatCannotBeStartedIsAnError() {
    assertThatThrownBy(() -> PluginRun.of(directory.resolve("none"), Map.of(), "", AMPLE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none");
  }
}
