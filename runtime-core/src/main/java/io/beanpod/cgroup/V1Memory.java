package io.beanpod.cgroup;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The memory controller of v1.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/memory.html">Memory Resource
 *     Controller</a>
 */
final class V1Memory {
  private static final String MEMORY = "memory.limit_in_bytes";
  private static final String MEMORY_AND_SWAP = "memory.memsw.limit_in_bytes";

  private V1Memory() {}

  static void apply(Limits limits, Path directory) throws IOException {
    if (limits.memoryQos().isPresent()) {
      throw new CgroupException(
          "cgroup: " + directory + ": only cgroup v2 has memory.min and memory.high");
    }
    if (limits.memoryBytes().isEmpty()) {
      return;
    }
    long bytes = limits.memoryBytes().getAsLong();
    if (!ControlFile.exists(directory, MEMORY_AND_SWAP)) {
      ControlFile.write(directory, MEMORY, bytes);
      return;
    }
    // Memory with swap may never be less than memory alone, not even between two writes.
    boolean raise = bytes > ControlFile.readLong(directory, MEMORY_AND_SWAP);
    ControlFile.write(directory, raise ? MEMORY_AND_SWAP : MEMORY, bytes);
    ControlFile.write(directory, raise ? MEMORY : MEMORY_AND_SWAP, bytes);
  }

  static long oomKills(Path directory) throws IOException {
    return ControlFile.readKey(directory, "memory.oom_control", "oom_kill");
  }

  static long peak(Path directory) throws IOException {
    return ControlFile.readLong(directory, "memory.max_usage_in_bytes");
  }

  /** The kernel writes to an eventfd that is registered with the file of what it is to tell. */
  static Fd openOomEvents(Path directory) throws IOException {
    Fd event = Descriptors.event();
    String file = directory.resolve("memory.oom_control").toString();
    try (Fd control = Fd.open(file, Fd.O_RDONLY, 0)) {
      String registration = event.number() + " " + control.number();
      ControlFile.write(directory, "cgroup.event_control", registration);
      return event;
    } catch (IOException e) {
      event.close();
      throw e;
    }
  }

  static long usage(Path directory) throws IOException {
    return ControlFile.readLong(directory, "memory.usage_in_bytes");
  }

  /** With {@code total_}, that of cgroups below is in it, as it is in the usage. */
  static long inactiveFile(Path directory) throws IOException {
    return ControlFile.readKey(directory, "memory.stat", "total_inactive_file");
  }
}
