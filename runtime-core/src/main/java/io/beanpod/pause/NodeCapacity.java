package io.beanpod.pause;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What this host has to give, as the kubelet's node has it in {@code status.capacity}: nothing is
 * set aside for the system.
 *
 * @param cpuMilli thousandths of the CPUs that are online
 * @param memoryBytes MemTotal of proc_meminfo(5)
 */
record NodeCapacity(long cpuMilli, long memoryBytes) {
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");
  private static final Path MEMINFO = Path.of("/proc/meminfo");

  /** This host's. */
  static NodeCapacity read() throws IOException {
    return new NodeCapacity(1000L * cpus(text(ONLINE)), memory(text(MEMINFO)));
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  /** How many a list such as {@code 0-3,6} has. */
  static int cpus(String list) throws IOException {
    int count = 0;
    try {
      for (String range : list.strip().split(",")) {
        int dash = range.indexOf('-');
        int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
        int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
        count += last - first + 1;
      }
    } catch (NumberFormatException e) {
      throw new IOException(ONLINE + " holds '" + list.strip() + "', no list of CPUs", e);
    }
    return count;
  }

  /** In bytes, of the line {@code MemTotal: 8000000 kB}. */
  static long memory(String meminfo) throws IOException {
    for (String line : meminfo.split("\n")) {
      if (line.startsWith("MemTotal:") && line.endsWith(" kB")) {
        return 1024
            * Long.parseLong(line.substring("MemTotal:".length(), line.length() - 3).strip());
      }
    }
    throw new IOException(MEMINFO + " has no line MemTotal");
  }

  /** Why requests can never be met here, in the kubelet's words; empty: they can. */
  Optional<String> shortage(long cpu, long memory) {
    if (memory > memoryBytes) {
      return Optional.of(shortage("memory", memory, memoryBytes));
    }
    return cpu > cpuMilli ? Optional.of(shortage("cpu", cpu, cpuMilli)) : Optional.empty();
  }

  private static String shortage(String resource, long requested, long capacity) {
    return "Node didn't have enough capacity: "
        + resource
        + ", requested: "
        + requested
        + ", capacity: "
        + capacity;
  }
}
