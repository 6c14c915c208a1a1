package io.beanpod.agent.proxy;

import io.beanpod.linux.IpEndpoint;

/** One port of the host, on its way to a pod. */
interface Proxy extends AutoCloseable {
  /** Begins, on a thread of its own. */
  void start();

  /** Where new connections go from now on. */
  void target(IpEndpoint pod);

  /** Ends the listening. Connections go on to their end. */
  @Override
  void close();
}
