package io.beanpod.agent.proxy;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import io.beanpod.linux.UnixSocket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/** Takes connections, and dials the pod for each. */
final class TcpProxy implements Proxy {
  private static final int MOST = 512; // the next ones wait in the kernel
  private static final int DIAL_MILLIS = 10_000;
  private static final long AGAIN_NANOS = 1_000_000_000L;
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
    daemon(this::listen, name).start();
  }

  /** None of the proxy's threads keeps the process from its end. */
  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, STACK);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void target(IpEndpoint pod) {
    this.pod = pod;
  }

  private void listen() {
    try (listening) {
      while (!closed) {
        room.acquireUninterruptibly();
        if (!take()) {
          room.release();
          LockSupport.parkNanos(closed ? 0 : AGAIN_NANOS);
        }
      }
    }
  }

  /** Takes the next connection; false where this process has too many descriptors or threads. */
  private boolean take() {
    try {
      Listening.Accepted accepted = Listening.accept(listening);
      try {
        daemon(() -> serve(accepted), "tcp-proxy").start();
        return true;
      } catch (OutOfMemoryError noThread) {
        accepted.socket().close();
        System.err.println("hostPort " + name + ": a connection is closed: " + noThread);
      }
    } catch (SyscallException e) {
      if (!closed) {
        System.err.println("hostPort " + name + ": connections wait: " + e.getMessage());
      }
    }
    return false;
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
      TcpSocket.keepAlive(socket);
      TcpSocket.keepAlive(server);
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
