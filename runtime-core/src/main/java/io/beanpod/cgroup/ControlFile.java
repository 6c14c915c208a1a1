package io.beanpod.cgroup;

import io.beanpod.linux.Fd;
import io.beanpod.linux.SmallFile;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes the small files by which the kernel shows a cgroup. */
final class ControlFile {
  private ControlFile() {}

  /**
   * Writes {@code value} with one write(2), as the kernel wants it. The file must exist: without
   * O_CREAT a missing controller is an error also where the directory is an ordinary one.
   */
  static void write(Path directory, String name, String value) throws IOException {
    Path file = directory.resolve(name);
    try (Fd fd = Fd.open(file.toString(), Fd.O_WRONLY, 0)) {
      fd.write(value.getBytes(StandardCharsets.US_ASCII));
    } catch (SyscallException e) {
      throw CgroupException.write(file, value, e.errno(), e);
    }
  }

  static void write(Path directory, String name, long value) throws IOException {
    write(directory, name, Long.toString(value));
  }

  /** Whether the kernel offers this file, for those that depend on its configuration. */
  static boolean exists(Path directory, String name) {
    return Files.exists(directory.resolve(name));
  }

  /**
   * The whole content, without the newline at its end.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  static String read(Path directory, String name) throws IOException {
    // Latin-1 is decoded by a plain copy; the kernel writes ASCII here.
    byte[] content = SmallFile.read(directory.resolve(name));
    return new String(content, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** A file that holds one number. */
  static long readLong(Path directory, String name) throws IOException {
    return number(directory, name, read(directory, name));
  }

  /**
   * The number after {@code key} in a file of lines {@code key number}, the kernel's "flat keyed"
   * format.
   */
  static long readKey(Path directory, String name, String key) throws IOException {
    String content = read(directory, name);
    String start = key + " ";
    for (int at = 0; at < content.length(); ) {
      int end = content.indexOf('\n', at);
      end = end < 0 ? content.length() : end;
      if (content.startsWith(start, at)) {
        return number(directory, name, content.substring(at + start.length(), end));
      }
      at = end + 1;
    }
    throw new CgroupException("cgroup: " + directory.resolve(name) + " has no line '" + key + "'");
  }

  private static long number(Path directory, String name, String text) throws CgroupException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new CgroupException(
          "cgroup: " + directory.resolve(name) + " holds '" + text + "', not a number");
    }
  }
}
