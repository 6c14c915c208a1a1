package io.beanpod.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads of {@code /proc/PID}. */
final class Proc {
  private Proc() {}

  /** {@code net:[4026531840]}. */
  static String namespace(long pid, String kind) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/" + kind)).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A field of {@code /proc/PID/status}: {@code CapEff}. */
  static String status(long pid, String field) {
    for (String line : text(pid, "status").lines().toList()) {
      if (line.startsWith(field + ":")) {
        return line.substring(field.length() + 1).strip();
      }
    }
    throw new AssertionError("/proc/" + pid + "/status has no " + field);
  }

  /** Whether there is such a process; a zombie is none. */
  static boolean alive(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException gone) {
      return false;
    }
  }

  /** The cgroup of each hierarchy by its controllers; "" for version 2. */
  static Map<String, String> cgroups(long pid) {
    Map<String, String> cgroups = new TreeMap<>();
    for (String line : text(pid, "cgroup").lines().toList()) {
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      cgroups.put(line.substring(first + 1, second), line.substring(second + 1));
    }
    return cgroups;
  }

  /** How many descriptors it has open. */
  static int descriptors(long pid) {
    return list(Path.of("/proc/" + pid + "/fd")).size();
  }

  /** A file of {@code /proc/PID}, NULs as blanks. */
  static String text(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, empty where the process is gone or is a kernel thread. */
  static String textOrEmpty(long pid, String file) {
    try {
      return text(pid, file);
    } catch (UncheckedIOException gone) {
      return "";
    }
  }

  /** All processes. */
  static List<Long> pids() {
    List<Long> pids = new ArrayList<>();
    for (Path entry : list(Path.of("/proc"))) {
      String name = entry.getFileName().toString();
      if (Character.isDigit(name.charAt(0))) {
        pids.add(Long.parseLong(name));
      }
    }
    return pids;
  }

  private static List<Path> list(Path directory) {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      stream.forEach(paths::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return paths;
  }
}
