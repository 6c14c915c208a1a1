package io.beanpod.cgroup;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Inotify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The memory controller of v2.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory">cgroup v2, Memory</a>
 */
final class V2Memory {
  private V2Memory() {}

  static void apply(Limits limits, Path directory) throws IOException {
    if (limits.memoryBytes().isPresent()) {
      ControlFile.write(directory, "memory.max", limits.memoryBytes().getAsLong());
    }
    if (limits.oomGroup()) {
      ControlFile.write(directory, "memory.oom.group", 1);
    }
    if (limits.memoryQos().isPresent()) {
      MemoryQos qos = limits.memoryQos().get();
      ControlFile.write(directory, "memory.min", qos.minBytes());
      boolean high = qos.highBytes() != MemoryQos.NO_HIGH;
      ControlFile.write(directory, "memory.high", high ? Long.toString(qos.highBytes()) : "max");
    }
    if (limits.memoryBytes().isPresent() || limits.oomGroup()) {
      forbidSwap(directory); // the kubelet's NoSwap: also of a container that has no limit
    }
  }

  private static void forbidSwap(Path directory) throws IOException {
    // Without CONFIG_SWAP the file is missing, and there is no swap to forbid.
    if (ControlFile.exists(directory, "memory.swap.max")) {
      ControlFile.write(directory, "memory.swap.max", 0);
    }
  }

  /** {@code oom_kill}, and not {@code oom}, which also counts allocations that just failed. */
  static long oomKills(Path directory) throws IOException {
    return ControlFile.readKey(directory, "memory.events", "oom_kill");
  }

  static OptionalLong peak(Path directory) throws IOException {
    return ControlFile.exists(directory, "memory.peak")
        ? OptionalLong.of(ControlFile.readLong(directory, "memory.peak"))
        : OptionalLong.empty();
  }

  static Fd openOomEvents(Path directory) throws IOException {
    return Inotify.modified(directory.resolve("memory.events").toString());
  }

  static long usage(Path directory) throws IOException {
    return ControlFile.readLong(directory, "memory.current");
  }

  static long inactiveFile(Path directory) throws IOException {
    return ControlFile.readKey(directory, "memory.stat", "inactive_file");
  }
}
