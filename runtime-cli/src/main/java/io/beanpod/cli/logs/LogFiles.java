package io.beanpod.cli.logs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The logs of one container: {@code 0.log} of the first start, {@code 1.log} of the next, … */
public final class LogFiles {
  private static final String SUFFIX = ".log";

  private final Path directory;

  /** The logs in a container's directory, which need not exist. */
  public LogFiles(Path directory) {
    this.directory = directory;
  }

  /** The number of the newest log; empty where the container has not started yet. */
  public OptionalInt newest() throws IOException {
    int newest = -1;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        newest = Math.max(newest, number(file.getFileName().toString()));
      }
    } catch (NoSuchFileException e) {
      return OptionalInt.empty();
    }
    return newest < 0 ? OptionalInt.empty() : OptionalInt.of(newest);
  }

  /** Where the log of that number is. */
  public Path file(int number) {
    return directory.resolve(number + SUFFIX);
  }

  /** Whether the log of that number is there. */
  public boolean exists(int number) {
    return number >= 0 && Files.exists(file(number));
  }

  private static int number(String name) {
    int digits = name.length() - SUFFIX.length();
    if (digits < 1 || digits > 9 || !name.endsWith(SUFFIX)) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < digits; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
