package io.beanpod.cli.lab;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of one cgroup that a lab shows: in one directory with v2, in one for each controller
 * with v1, under other names.
 *
 * @param directories where to look
 */
record ControlFiles(List<Path> directories) {

  static ControlFiles of(Cgroup cgroup) {
    return new ControlFiles(cgroup.directories());
  }

  /**
   * The first of these files that this host has: say v2's name first.
   *
   * @throws Failure where it has none
   */
  Path file(String... names) {
    return find(names)
        .orElseThrow(
            () ->
                new Failure(
                    "none of " + directories + " has a file " + String.join(" or ", names)));
  }

  /** The same, where a host may have none. */
  Optional<Path> find(String... names) {
    for (String name : names) {
      for (Path directory : directories) {
        Path file = directory.resolve(name);
        if (Files.exists(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  /** A file that holds one number. */
  static long number(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IOException(file + ": no number: " + text, e);
    }
  }

  /** The number behind a key, of a file with a key and a number in each line. */
  static long number(Path file, String key) throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      if (line.startsWith(key + " ")) {
        return Long.parseLong(line, key.length() + 1, line.length(), 10);
      }
    }
    throw new IOException(file + ": no line begins with " + key);
  }

  /** Whether such a file has a key. */
  static boolean has(Path file, String key) throws IOException {
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      if (line.startsWith(key + " ")) {
        return true;
      }
    }
    return false;
  }
}
