package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;

/**
 * The probes and hooks that go over the network. They block: call them on a {@link ProbeWorkers}
 * thread, in the pod's network namespace. They return within the timeout, whatever the other side
 * does; only the resolver, for a host that is a name, has times of its own.
 */
public final class Prober {
  /** The kubelet's {@code maxProbeRetries}: of a probe that went wrong itself. */
  private static final int TRIES = 3;

  private Prober() {}

  /**
   * Probes once.
   *
   * @param handler an {@link Handler.HttpGet}, {@link Handler.TcpSocket} or {@link Handler.Grpc}
   * @param podAddress where to, if the handler names no host
   * @param timeoutMillis of it all; 1 or more
   */
  public static ProbeOutcome probe(Handler handler, String podAddress, int timeoutMillis) {
    Deadline deadline = new Deadline(timeoutMillis);
    ProbeOutcome outcome = once(handler, podAddress, deadline);
    for (int i = 1; i < TRIES && again(outcome) && deadline.remaining() > 0; i++) {
      outcome = once(handler, podAddress, deadline);
    }
    return outcome;
  }

  private static boolean again(ProbeOutcome outcome) {
    return outcome.verdict() == ProbeOutcome.Verdict.UNKNOWN;
  }

  private static ProbeOutcome once(Handler handler, String podAddress, Deadline deadline) {
    if (handler instanceof Handler.HttpGet get) {
      return HttpProber.probe(get, host(get.host(), podAddress), deadline);
    }
    if (handler instanceof Handler.TcpSocket tcp) {
      return TcpProber.probe(host(tcp.host(), podAddress), tcp.port(), deadline);
    }
    if (handler instanceof Handler.Grpc grpc) {
      return GrpcProber.probe(grpc, podAddress, deadline);
    }
    throw new IllegalArgumentException("not a probe over the network: " + handler);
  }

  /**
   * Runs an httpGet hook.
   *
   * @param podAddress where to, if the hook names no host
   * @param timeoutMillis of it all; 1 or more
   * @return SUCCESS for any answer; WARNING if only plain HTTP worked where HTTPS was wished, with
   *     the text of a {@code LifecycleHTTPFallback} event; FAILURE and why
   */
  public static ProbeOutcome hook(Handler.HttpGet get, String podAddress, int timeoutMillis) {
    return HttpHook.run(get, host(get.host(), podAddress), new Deadline(timeoutMillis));
  }

  private static String host(String wished, String podAddress) {
    return wished.isEmpty() ? podAddress : wished;
  }
}
