package io.beanpod.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The built launcher, run as a user runs it, with a root directory of its own. */
final class Beanpod {
  private static final int HANG_SECONDS = 120 * Await.PATIENCE;

  private final Path root;
  private final List<String> prefix;

  Beanpod(Path root) {
    this(root, List.of());
  }

  /**
   * One whose commands run by way of another.
   *
   * @param prefix the words before each command, such as {@code env NAME=VALUE}
   */
  Beanpod(Path root, List<String> prefix) {
    this.root = root;
    this.prefix = prefix;
  }

  /** The launcher in the checkout; skips the test, with the reason, where nothing is built. */
  static Path launcher() {
    String home = System.getProperty("beanpod.home", "");
    Path dist = Path.of(home);
    assumeTrue(
        !home.isEmpty() && Files.isReadable(dist.resolve("beanpod.env")),
        "skipped: nothing is built in \"" + home + "\"; run make first");
    return dist.resolveSibling("beanpod");
  }

  /** An image layout of rootfs-fixtures; skips the test, with the reason, where it is missing. */
  static Path fixture(String name) {
    String fixtures = System.getenv().getOrDefault("BEANPOD_FIXTURES", "");
    Path layout = Path.of(fixtures, name);
    assumeTrue(
        !fixtures.isEmpty() && Files.isDirectory(layout),
        "skipped: no image layout " + layout + "; run make images first");
    return layout;
  }

  Path root() {
    return root;
  }

  /** Runs {@code beanpod} with nothing on standard input, and waits for its end. */
  Ran run(String... args) {
    return runWith(new byte[0], args);
  }

  /** Runs {@code beanpod} with {@code input} on standard input, and waits for its end. */
  Ran runWith(byte[] input, String... args) {
    List<String> command = command(args);
    return finish(command, start(command), input);
  }

  /** Runs any other command in the same environment. */
  Ran other(String... words) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(words));
    return finish(command, start(command), new byte[0]);
  }

  /** Starts {@code beanpod} and comes back; the test has to end it. */
  Process start(String... args) {
    return start(command(args));
  }

  /** The words that run {@code beanpod}. */
  List<String> command(String... args) {
    List<String> command = new ArrayList<>(prefix);
    command.add(launcher().toString());
    command.addAll(List.of(args));
    return command;
  }

  private Process start(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.startsWith("BEANPOD_"));
    builder.environment().put("BEANPOD_ROOT", root.toString());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end of a command that was started. */
  static Ran finish(List<String> command, Process process, byte[] input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread outReader = copy(process.getInputStream(), out);
    Thread errReader = copy(process.getErrorStream(), err);
    try {
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input);
      } catch (IOException endedWithoutReading) {
        // It may well end before it has read all: its status says how.
      }
      if (!process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "hangs, killed after " + HANG_SECONDS + " s: " + command + "\nout: " + out);
      }
      outReader.join();
      errReader.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Ran(
        command, process.exitValue(), out.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }

  private static Thread copy(InputStream from, ByteArrayOutputStream to) {
    Thread thread =
        new Thread(
            () -> {
              try {
                from.transferTo(to);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.start();
    return thread;
  }
}
