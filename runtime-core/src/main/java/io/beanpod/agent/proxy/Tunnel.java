package io.beanpod.agent.proxy;

import io.beanpod.linux.Fd;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;

/** Carries bytes both ways between two connections, until both directions are at an end. */
final class Tunnel {
  private static final int CHUNK = 64 * 1024;

  private final Fd client;
  private final Fd server;

  /** Both sockets are blocking ones, without a timeout, and closed at the end. */
  Tunnel(Fd client, Fd server) {
    this.client = client;
    this.server = server;
  }

  /** Comes back when both sides have ended. */
  void run() {
    try (client;
        server) {
      Thread up = TcpProxy.daemon(() -> carry(client, server), "to-pod");
      up.start();
      carry(server, client);
      join(up);
    }
  }

  /** Passes an end of output on as such; an error ends both directions. */
  private static void carry(Fd from, Fd to) {
    try (NativeBuffer buffer = new NativeBuffer(CHUNK)) {
      for (int n = from.read(buffer); n > 0; n = from.read(buffer)) {
        for (int sent = 0; sent < n; ) {
          sent += TcpSocket.send(to, buffer, sent, n - sent);
        }
      }
      TcpSocket.endOfOutput(to);
    } catch (SyscallException reset) {
      end(from, reset);
      end(to, reset);
    }
  }

  private static void end(Fd socket, SyscallException cause) {
    try {
      TcpSocket.end(socket);
    } catch (SyscallException hasEnded) {
      cause.addSuppressed(hasEnded);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
