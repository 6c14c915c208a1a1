package io.beanpod.probe;

import io.beanpod.lifecycle.ProbeOutcome;

/** Whether a port can be connected to. */
final class TcpProber {
  private TcpProber() {}

  static ProbeOutcome probe(String host, int port, Deadline deadline) {
    try (Connection connection = Connection.open(host, port, deadline)) {
      return ProbeOutcome.success("");
    } catch (NetException e) {
      return ProbeOutcome.failure(e.text());
    }
  }
}
