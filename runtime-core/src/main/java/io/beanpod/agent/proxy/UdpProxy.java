package io.beanpod.agent.proxy;

import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UdpSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Passes datagrams on to the pod, each client's from a port of its own, so that answers find back.
 * A client that is silent for 90 seconds (as long as docker-proxy waits) is forgotten.
 */
final class UdpProxy implements Proxy {
  private static final long IDLE_NANOS = 90_000_000_000L;
  private static final int SWEEP_MILLIS = 10_000;
  private static final int MOST = 1024;
  private static final long LISTENING = 0;
  private static final long CLOSE = 1;

  private final String name;
  private final Fd listening;
  private final Fd wake;
  private final Map<IpEndpoint, Flow> byClient = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Long, Flow> byKey = new HashMap<>();
  private volatile IpEndpoint pod;
  private long nextKey = 2;

  /** One client's socket to the pod. */
  private static final class Flow {
    private final IpEndpoint client;
    private final Fd socket;
    private final long key;
    private long lastNanos;

    Flow(IpEndpoint client, Fd socket, long key) {
      this.client = client;
      this.socket = socket;
      this.key = key;
    }
  }

  /**
   * @param name {@code udp-53-any}
   * @param listening belongs to it
   */
  UdpProxy(String name, Fd listening, IpEndpoint pod) throws SyscallException {
    this.name = name;
    this.listening = listening;
    this.pod = pod;
    wake = Descriptors.event();
  }

  @Override
  public void start() {
    TcpProxy.daemon(this::run, name).start();
  }

  @Override
  public void target(IpEndpoint pod) {
    this.pod = pod;
  }

  private void run() {
    try (listening;
        Epoll epoll = new Epoll();
        NativeBuffer buffer = new NativeBuffer(UdpSocket.MAX)) {
      epoll.add(listening, LISTENING);
      epoll.add(wake, CLOSE);
      while (pass(epoll, buffer)) {
        forgetIdle(epoll);
      }
    } catch (SyscallException e) {
      System.err.println("hostPort " + name + ": nothing more is passed on: " + e.getMessage());
    } finally {
      byKey.values().forEach(flow -> flow.socket.close());
    }
  }

  /** Waits for something, and passes it on; false when it is to end. */
  private boolean pass(Epoll epoll, NativeBuffer buffer) throws SyscallException {
    int ready = epoll.await(byKey.isEmpty() ? -1 : SWEEP_MILLIS);
    for (int i = 0; i < ready; i++) {
      if (epoll.key(i) == CLOSE) {
        return false;
      }
      if (epoll.key(i) == LISTENING) {
        fromClient(epoll, buffer);
      } else if (byKey.containsKey(epoll.key(i))) {
        fromPod(epoll, byKey.get(epoll.key(i)), buffer);
      }
    }
    return true;
  }

  private void fromClient(Epoll epoll, NativeBuffer buffer) throws SyscallException {
    Optional<UdpSocket.Datagram> datagram = UdpSocket.receive(listening, buffer, false);
    if (datagram.isEmpty()) {
      return; // its checksum was wrong
    }
    IpEndpoint client = datagram.get().from();
    Flow flow = byClient.get(client);
    try {
      if (flow == null) {
        flow = open(epoll, client);
      }
      flow.lastNanos = System.nanoTime();
      UdpSocket.send(flow.socket, datagram.get().bytes());
    } catch (SyscallException refused) { // as on a network: it is lost
      if (flow != null) {
        forget(epoll, flow);
      }
    }
  }

  private Flow open(Epoll epoll, IpEndpoint client) throws SyscallException {
    if (byKey.size() >= MOST) {
      forget(epoll, byClient.values().iterator().next()); // silent for longest
    }
    Flow flow = new Flow(client, UdpSocket.connect(pod), nextKey++);
    byClient.put(client, flow);
    byKey.put(flow.key, flow);
    epoll.add(flow.socket, flow.key);
    return flow;
  }

  private void fromPod(Epoll epoll, Flow flow, NativeBuffer buffer) throws SyscallException {
    try {
      Optional<UdpSocket.Datagram> datagram = UdpSocket.receive(flow.socket, buffer, false);
      if (datagram.isPresent()) {
        flow.lastNanos = System.nanoTime();
        UdpSocket.send(listening, datagram.get().bytes(), flow.client);
      }
    } catch (SyscallException refused) {
      forget(epoll, flow); // nobody listens in the pod, or the client has no route any more
    }
  }

  private void forgetIdle(Epoll epoll) throws SyscallException {
    List<Flow> idle = new ArrayList<>();
    for (Flow flow : byClient.values()) {
      if (System.nanoTime() - flow.lastNanos < IDLE_NANOS) {
        break; // in the order in which they were used
      }
      idle.add(flow);
    }
    for (Flow flow : idle) {
      forget(epoll, flow);
    }
  }

  private void forget(Epoll epoll, Flow flow) throws SyscallException {
    byClient.remove(flow.client);
    byKey.remove(flow.key);
    try (Fd socket = flow.socket) {
      epoll.remove(socket);
    }
  }

  @Override
  public void close() {
    try {
      wake.write(new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
    } catch (SyscallException e) {
      System.err.println("hostPort " + name + ": " + e.getMessage());
    }
  }
}
