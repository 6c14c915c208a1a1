package io.beanpod.cli.top;

import io.beanpod.cgroup.IoBytes;
import io.beanpod.cgroup.Pressure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one container uses, or many together.
 *
 * @param nanoCores billionths of a CPU; absent where no two samples of it are there
 * @param memoryBytes the working set
 * @param pids tasks: processes, and each of their threads
 * @param io bytes per second; absent where nothing counts them
 */
public record ContainerMetrics(
    String name,
    OptionalLong nanoCores,
    long memoryBytes,
    long pids,
    Optional<IoBytes> io,
    Pressure pressure) {

  /** The sum of what is known; pressure is time, of which there is no sum: that is given. */
  static ContainerMetrics sum(String name, List<ContainerMetrics> parts, Pressure pressure) {
    OptionalLong nanoCores = OptionalLong.empty();
    Optional<IoBytes> io = Optional.empty();
    long memory = 0;
    long pids = 0;
    for (ContainerMetrics part : parts) {
      memory += part.memoryBytes;
      pids += part.pids;
      if (part.nanoCores.isPresent()) {
        nanoCores = OptionalLong.of(nanoCores.orElse(0) + part.nanoCores.getAsLong());
      }
      if (part.io.isPresent()) {
        io = Optional.of(io.orElse(IoBytes.ZERO).plus(part.io.get()));
      }
    }
    return new ContainerMetrics(name, nanoCores, memory, pids, io, pressure);
  }
}
