package io.beanpod.cli.top;

import io.beanpod.cgroup.Counters;
import io.beanpod.cgroup.IoBytes;
import io.beanpod.cgroup.Pressure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Cgroups whose clock and counters stand where the test puts them. */
public final class FakeMeter implements Meter {
  public static final long MIB = 1024 * 1024;
  static final Pressure PRESSURE =
      new Pressure(OptionalInt.of(1234), OptionalInt.of(5), OptionalInt.empty());

  private record Cgroup(long cpuMicros, long bytes) {}

  private final Map<String, Cgroup> cgroups = new HashMap<>();
  private long nanos;

  public FakeMeter set(String cgroup, long cpuMicros, long bytes) {
    cgroups.put(cgroup, new Cgroup(cpuMicros, bytes));
    return this;
  }

  public void remove(String cgroup) {
    cgroups.remove(cgroup);
  }

  public void pass(long millis) {
    nanos += millis * 1_000_000;
  }

  @Override
  public Optional<Counters> counters(String cgroup) {
    return Optional.ofNullable(cgroups.get(cgroup))
        .map(
            c ->
                new Counters(
                    nanos,
                    OptionalLong.of(c.cpuMicros * 1000),
                    Optional.of(new IoBytes(c.cpuMicros, 0))));
  }

  @Override
  public Optional<Reading> read(String cgroup) {
    return counters(cgroup)
        .map(counters -> new Reading(counters, cgroups.get(cgroup).bytes, 3, PRESSURE));
  }

  @Override
  public Optional<Pressure> pressure(String cgroup) {
    return Optional.of(PRESSURE);
  }
}
