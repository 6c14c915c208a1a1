package io.beanpod.cli.describe;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.model.Quantity;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a container's cgroup tells of the processes in it that the kernel killed for want of memory,
 * restarts included. It is there as long as the pod runs; the events remain.
 *
 * @param kills how many processes; with cgroup v2 and memory.oom.group, the kernel counts the one
 *     that it chose once more
 * @param peak the most memory that was used at once, in bytes, page cache included; empty where the
 *     kernel does not tell
 */
public record MemoryKills(long kills, OptionalLong peak) {

  /** Of the containers that had such kills, by name. */
  public static Map<String, MemoryKills> of(Root root, StoredPod pod) throws IOException {
    Map<String, MemoryKills> all = new LinkedHashMap<>();
    if (!pod.pauseAlive()) {
      return all;
    }
    CgroupDriver driver = CgroupDriver.detect(root);
    try {
      for (RuntimeState.Container c : RuntimeState.read(pod.directory()).containers()) {
        Cgroup cgroup = driver.cgroup(c.cgroup());
        long kills = cgroup.oomKills();
        if (kills > 0) {
          all.put(c.name(), new MemoryKills(kills, cgroup.memoryPeak()));
        }
      }
    } catch (NoSuchFileException e) {
      // It ends just now: what has been read is still true.
    }
    return all;
  }

  void describe(Sheet sheet, int level) {
    sheet.put(level, "OOM Kills", Long.toString(kills));
    if (peak.isPresent()) {
      sheet.put(level, "Memory Peak", Quantity.parse(peak.getAsLong() / 1024 + "Ki").toString());
    }
  }
}
