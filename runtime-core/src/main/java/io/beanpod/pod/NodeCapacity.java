package io.beanpod.pod;

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
public record NodeCapacity(long cpuMilli, long memoryBytes) {
  private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

  /** This host's. */
  public static NodeCapacity read() throws IOException {
    String online = new String(Files.readAllBytes(ONLINE), StandardCharsets.ISO_8859_1);
    return new NodeCapacity(1000L * cpus(online), HostMemory.totalBytes());
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

  /** Why requests can never be met here, in the kubelet's words; empty: they can. */
  public Optional<String> shortage(long cpu, long memory) {
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
