package io.beanpod.lifecycle;

import java.util.List;

/**
 * What a probe or a hook does, everything looked up: ports are numbers, words are expanded.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#LifecycleHandler">v1.LifecycleHandler</a>
 */
public sealed interface Handler {

  /** Runs a command in the container: exit status 0 is success. */
  record Exec(List<String> command) implements Handler {}

  /**
   * Asks a web server: a status from 200 to 399 is success.
   *
   * @param host an address or a name; empty: the pod's own address
   * @param port 1 to 65535
   * @param path with its query; begins with a slash
   */
  record HttpGet(boolean https, String host, int port, String path, List<Header> headers)
      implements Handler {}

  /** A line of an HTTP request. */
  record Header(String name, String value) {}

  /**
   * Opens a connection, and closes it.
   *
   * @param host an address or a name; empty: the pod's own address
   * @param port 1 to 65535
   */
  record TcpSocket(String host, int port) implements Handler {}

  /**
   * Asks a gRPC health service: SERVING is success.
   *
   * @param port 1 to 65535
   * @param service what the service is asked about; empty: the server as a whole
   */
  record Grpc(int port, String service) implements Handler {}

  /**
   * Lets time pass. Only of hooks.
   *
   * @param seconds 0 or more
   */
  record Sleep(long seconds) implements Handler {}
}
