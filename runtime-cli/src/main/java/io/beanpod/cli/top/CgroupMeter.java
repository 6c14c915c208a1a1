package io.beanpod.cli.top;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.Counters;
import io.beanpod.cgroup.IoBytes;
import io.beanpod.cgroup.Pressure;
import io.beanpod.cgroup.Usage;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads this host's cgroups: of a container four small files for both samples together, and with
 * detail six more.
 */
public final class CgroupMeter implements Meter {
  private final CgroupDriver driver;
  private final boolean detail;

  /**
   * A meter.
   *
   * @param detail whether pids, io and pressure are read too
   */
  public CgroupMeter(CgroupDriver driver, boolean detail) {
    this.driver = driver;
    this.detail = detail;
  }

  /** Reads one that may be removed meanwhile: then, whatever error that was is none. */
  private <T> Optional<T> read(String path, Read<T> read) throws IOException {
    Cgroup cgroup = driver.cgroup(path);
    try {
      return Optional.of(read.of(cgroup));
    } catch (IOException e) {
      if (cgroup.exists()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** One look at a cgroup. */
  @FunctionalInterface
  private interface Read<T> {
    T of(Cgroup cgroup) throws IOException;
  }

  @Override
  public Optional<Counters> counters(String path) throws IOException {
    return read(path, this::counters);
  }

  @Override
  public Optional<Reading> read(String path) throws IOException {
    return read(
        path,
        cgroup -> {
          Usage usage = cgroup.usage();
          return new Reading(
              new Counters(System.nanoTime(), usage.cpuNanos(), io(cgroup)),
              usage.workingSetBytes(),
              detail ? cgroup.pidsCurrent() : 0,
              detail ? cgroup.pressure() : Pressure.NONE);
        });
  }

  @Override
  public Optional<Pressure> pressure(String path) throws IOException {
    return detail ? read(path, Cgroup::pressure) : Optional.of(Pressure.NONE);
  }

  private Counters counters(Cgroup cgroup) throws IOException {
    return new Counters(System.nanoTime(), cgroup.cpuNanos(), io(cgroup));
  }

  private Optional<IoBytes> io(Cgroup cgroup) throws IOException {
    return detail ? cgroup.io() : Optional.empty();
  }
}
