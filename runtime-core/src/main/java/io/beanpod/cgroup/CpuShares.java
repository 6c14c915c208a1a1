package io.beanpod.cgroup;

/**
 * Kubernetes' CPU quantities in the kernel's units.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/cm/helpers_linux.go">the
 *     kubelet's MilliCPUToShares and MilliCPUToQuota</a>
 */
final class CpuShares {
  /** The length of a CFS period: 100 ms, in microseconds, which every new cgroup has. */
  static final long PERIOD_MICROS = 100_000;

  private static final long MIN_QUOTA_MICROS = 1_000; // the kernel refuses less
  private static final long MIN_SHARES = 2;
  private static final long MAX_SHARES = 262_144;

  private CpuShares() {}

  /** The CPU time per period that {@code milli} thousandths of a CPU are, in microseconds. */
  static long quotaMicros(long milli) {
    return Math.max(MIN_QUOTA_MICROS, milli * PERIOD_MICROS / 1000);
  }

  /** {@code cpu.shares} of v1, 2..262144: of the request, else of the limit, else the smallest. */
  static long shares(Limits limits) {
    long milli = limits.cpuRequestMilli().orElse(limits.cpuMilli().orElse(0));
    return Math.clamp(milli * 1024 / 1000, MIN_SHARES, MAX_SHARES);
  }

  /**
   * {@code cpu.weight} of v2, 1..10000, for shares of v1: the curve through (2, 1), (1024, 100) and
   * (262144, 10000) that runc 1.3.2, crun 1.23 and later use, so that a request of one CPU weighs
   * as much as a cgroup outside of Kubernetes.
   *
   * @see <a href="https://github.com/kubernetes/kubernetes/issues/131216">kubernetes#131216</a>
   */
  static long weight(long shares) {
    if (shares <= MIN_SHARES) {
      return 1;
    }
    if (shares >= MAX_SHARES) {
      return 10_000;
    }
    double log2 = log2(shares);
    return (long) Math.ceil(Math.pow(10, (log2 * log2 + 125 * log2) / 612.0 - 7.0 / 34.0));
  }

  /** Exact for powers of two: an error in the last bit would make 101 of 1024's 100. */
  private static double log2(long n) {
    int whole = 63 - Long.numberOfLeadingZeros(n);
    return whole + Math.log((double) n / (1L << whole)) / Math.log(2);
  }
}
