package io.beanpod.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sockets that neither busybox nor Java can make, in the network namespace of a pod. */
final class Python {
  private static final String IMPORTS = "import socket, struct, sys, time\n";

  private Python() {}

  /** Starts a script there, with all of root's capabilities; skips the test without Python. */
  static Process start(Path netns, String script) throws IOException {
    assumeTrue(works(), "skipped: needs python3");
    return new ProcessBuilder(
            List.of("nsenter", "--net=" + netns, "python3", "-c", IMPORTS + script))
        .redirectErrorStream(true)
        .start();
  }

  /** Runs a script to its end, and returns what it printed. */
  static String run(Path netns, String script) throws IOException, InterruptedException {
    Process process = start(netns, script);
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }

  private static boolean works() throws IOException {
    try {
      Process process = new ProcessBuilder("python3", "-c", "").start();
      return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
