package io.beanpod.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs several commands in one JVM, for the build alone: what is loaded here is what the AOT cache
 * of the command line holds (JEP 483), and caches of several runs cannot be joined.
 */
public final class Train {
  private Train() {}

  /**
   * Runs the commands one after the other; one that fails is named on standard error, and the rest
   * still run.
   *
   * @param args one file, with a command per line: words parted by blanks, without {@code beanpod}
   * @throws IOException if the file cannot be read
   */
  public static void main(String[] args) throws IOException {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      int status = Main.run(line.strip().split(" +"));
      if (status != 0) {
        System.err.println("training: beanpod " + line + ": exit status " + status);
      }
    }
  }
}
