package io.beanpod.agent.dns;

import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UdpSocket;
import io.beanpod.network.Subnet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves DNS to the pods of one network and to the host. What the cluster knows is answered on the
 * caller's thread; names of others, and connections, have threads of their own, as many as there
 * may be at once, and a quarter of them for one client at most. A query beyond that is answered
 * with SERVFAIL, a connection is closed.
 */
public final class DnsServer {
  private static final int PORT = 53;
  private static final int MOST_FORWARDS = 64;
  private static final int MOST_CONNECTIONS = 32;
  private static final int CLIENTS = 4; // may take all there is together
  private static final int AT_ONCE = 64;
  private static final int UPSTREAM_MILLIS = 2000; // CoreDNS' readTimeout
  private static final int IDLE_MILLIS = 10_000;
  private static final int STACK = 256 * 1024;

  private final Clients clients;
  private final Supplier<ClusterNames> names;
  private final Resolver resolver;
  private final ThreadPoolExecutor forwards = pool("dns-forward", MOST_FORWARDS);
  private final ThreadPoolExecutor connections = pool("dns-tcp", MOST_CONNECTIONS);
  private final Shares forwardShares = new Shares(MOST_FORWARDS / CLIENTS);
  private final Shares connectionShares = new Shares(MOST_CONNECTIONS / CLIENTS);
  private final NativeBuffer buffer = NativeBuffer.shared(UdpSocket.MAX);

  /**
   * @param pods their ranges: they and this host are answered, nobody else
   * @param own addresses of this server
   * @param resolvConf of the host
   * @param names as they are now
   */
  public DnsServer(
      List<Subnet> pods, Set<IpAddress> own, Path resolvConf, Supplier<ClusterNames> names) {
    clients = new Clients(pods);
    this.names = names;
    resolver = new Resolver(new Upstreams(resolvConf, own, PORT, UPSTREAM_MILLIS));
  }

  private static ThreadPoolExecutor pool(String name, int most) {
    return new ThreadPoolExecutor(
        0,
        most,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(null, task, name, STACK);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Answers what waits in a UDP socket; to be called when there is something. */
  public void serveUdp(Fd socket) throws SyscallException {
    for (int i = 0; i < AT_ONCE; i++) { // others want their turn too
      Optional<UdpSocket.Datagram> datagram = UdpSocket.receive(socket, buffer, false);
      if (datagram.isEmpty()) {
        return;
      }
      if (clients.contains(datagram.get().from().address())) {
        answer(socket, datagram.get());
      }
    }
  }

  private void answer(Fd socket, UdpSocket.Datagram datagram) {
    switch (resolver.step(datagram.bytes(), Transport.UDP, names.get())) {
      case Resolver.Step.Ignore none -> {}
      case Resolver.Step.Reply reply -> send(socket, reply.bytes(), datagram.from());
      case Resolver.Step.Forward forward -> {
        Runnable task = () -> send(socket, resolver.forward(forward.query()), datagram.from());
        if (!begin(forwards, forwardShares, datagram.from(), task)) {
          send(socket, resolver.failure(forward.query()), datagram.from());
        }
      }
    }
  }

  /**
   * Lets a thread do something for a client; false if there is none, or the client has its share.
   */
  private static boolean begin(
      ThreadPoolExecutor threads, Shares shares, IpEndpoint client, Runnable task) {
    if (!shares.take(client.address())) {
      return false;
    }
    try {
      threads.execute(
          () -> {
            try {
              task.run();
            } finally {
              shares.giveBack(client.address());
            }
          });
      return true;
    } catch (RejectedExecutionException busy) {
      shares.giveBack(client.address());
      return false;
    }
  }

  private static void send(Fd socket, byte[] answer, IpEndpoint to) {
    try {
      UdpSocket.send(socket, answer, to);
    } catch (SyscallException e) {
      System.err.println("dns: answer to " + to + ": " + e.getMessage());
    }
  }

  /** Takes the next connection; to be called when there is one. */
  public void serveTcp(Fd listening) throws SyscallException {
    Listening.Accepted accepted = Listening.accept(listening);
    if (!clients.contains(accepted.peer().address())) {
      accepted.socket().close();
      return;
    }
    if (!begin(connections, connectionShares, accepted.peer(), () -> converse(accepted))) {
      accepted.socket().close();
    }
  }

  private void converse(Listening.Accepted accepted) {
    try (Fd socket = accepted.socket();
        NativeBuffer bytes = new NativeBuffer(QueryBytes.MAX)) {
      TcpMessages messages = new TcpMessages(socket, bytes, IDLE_MILLIS);
      Optional<byte[]> query = messages.receive();
      while (query.isPresent()) {
        switch (resolver.step(query.get(), Transport.TCP, names.get())) {
          case Resolver.Step.Ignore none -> {
            return;
          }
          case Resolver.Step.Reply reply -> messages.send(reply.bytes());
          case Resolver.Step.Forward forward -> messages.send(resolver.forward(forward.query()));
        }
        query = messages.receive();
      }
    } catch (SyscallException e) {
      System.err.println("dns: connection of " + accepted.peer() + ": " + e.getMessage());
    }
  }
}
