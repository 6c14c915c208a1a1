package io.beanpod.model;

import java.util.List;

/**
 * What a probe or a hook does, defaults filled in: one of the handlers of {@code v1.Probe} and
 * {@code v1.LifecycleHandler}.
 */
public sealed interface Action {

  /** Runs a command in the container. Unlike the container's own it is never expanded. */
  record Exec(List<String> command) implements Action {}

  /**
   * A GET of HTTP or HTTPS.
   *
   * @param host empty: the pod's address
   * @param path may lack its slash
   */
  record HttpGet(boolean https, String host, Port port, String path, List<HttpHeader> headers)
      implements Action {}

  /** {@code v1.HTTPHeader}. */
  record HttpHeader(String name, String value) {}

  /**
   * Opens a connection. Only of probes.
   *
   * @param host empty: the pod's address
   */
  record TcpSocket(String host, Port port) implements Action {}

  /**
   * A request of the gRPC health protocol. Only of probes.
   *
   * @param service empty: the server as a whole
   */
  record Grpc(Port port, String service) implements Action {}

  /**
   * Lets time pass. Only of hooks.
   *
   * @param seconds from 0 to the pod's grace period
   */
  record Sleep(long seconds) implements Action {}

  /**
   * A port as it was written and what it is.
   *
   * @param text a number, or the name of one of the container's ports
   * @param number 1 to 65535
   */
  record Port(String text, int number) {}
}
