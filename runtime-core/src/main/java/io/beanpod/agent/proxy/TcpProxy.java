package io.beanpod.agent.proxy;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import io.beanpod.linux.UnixSocket;
import java.util.concurrent.Semaphore;

/** Takes connections, and dials the pod for each. */
final class TcpProxy implements Proxy {
  private static final int MOST = 512; // the next ones wait in the kernel
  private static final int DIAL_MILLIS = 10_000;
  private static final int STACK = 256 * 1024;

  private final String name;
  private final Fd listening;
  private final Semaphore room = new Semaphore(MOST);
  private volatile IpEndpoint pod;
  private volatile boolean closed;

  /**
   * @param name {@code tcp-8080-any}
   * @param listening belongs to it
   */
  TcpProxy(String name, Fd listening, IpEndpoint pod) {
    this.name = name;
    this.listening = listening;
    this.pod = pod;
  }

  @Override
  public void start() {
    new Thread(null, this::listen, name, STACK).start();
  }

  @Override
  public void target(IpEndpoint pod) {
    this.pod = pod;
  }

  private void listen() {
    try (listening) {
      while (!closed) {
        room.acquireUninterruptibly();
        Listening.Accepted accepted = Listening.accept(listening);
        new Thread(null, () -> serve(accepted), "tcp-proxy", STACK).start();
      }
    } catch (SyscallException e) {
      if (!closed) {
        System.err.println(
            "hostPort " + name + ": no more connections are taken: " + e.getMessage());
      }
    }
  }

  private void serve(Listening.Accepted client) {
    IpEndpoint to = pod;
    try (Fd socket = client.socket()) {
      Fd server = TcpSocket.open(to.address().bytes());
      try {
        UnixSocket.timeout(server, DIAL_MILLIS);
        TcpSocket.connect(server, to.address().bytes(), to.port());
        UnixSocket.timeout(server, 0);
      } catch (SyscallException e) {
        server.close();
        throw e;
      }
      new Tunnel(socket, server).run();
    } catch (SyscallException refused) {
      System.err.println("hostPort " + name + ": " + to + ": " + refused.getMessage());
    } finally {
      room.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      TcpSocket.end(listening); // the thread closes it, which waits in it
    } catch (SyscallException e) {
      System.err.println("hostPort " + name + ": " + e.getMessage());
    }
  }
}
