package io.beanpod.cli.inspect;

import io.beanpod.network.cni.CniReport;

/** A pod's CNI network, with what its plugins say of it. */
final class CniText {
  private CniText() {}

  static String of(CniReport report) {
    return "\nCNI network "
        + report.network()
        + "\n  plugins  "
        + String.join(" ", report.plugins())
        + "\n  eth0     "
        + String.join(" ", report.ips())
        + "\n  CHECK    "
        + check(report)
        + "\n";
  }

  static String check(CniReport report) {
    return switch (report.check()) {
      case CniReport.Check.Passed passed -> "all is as the plugins made it";
      case CniReport.Check.Failed failed -> "failed: " + failed.problem();
      case CniReport.Check.Skipped skipped -> "not asked for: " + skipped.why();
    };
  }
}
