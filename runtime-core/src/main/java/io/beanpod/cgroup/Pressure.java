package io.beanpod.cgroup;

import java.util.OptionalInt;

/**
 * Pressure stall information of a cgroup: for how much of the last ten seconds at least one of its
 * tasks waited for the CPU, for memory, or for a block device ({@code some avg10}). In hundredths
 * of a percent, so that 10000 is all the time; absent where the kernel does not tell.
 *
 * @see <a href="https://docs.kernel.org/accounting/psi.html">Pressure Stall Information</a>
 */
public record Pressure(OptionalInt cpu, OptionalInt memory, OptionalInt io) {
  public static final Pressure NONE =
      new Pressure(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
}
