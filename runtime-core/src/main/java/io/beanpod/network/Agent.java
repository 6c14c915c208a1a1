package io.beanpod.network;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.SyscallException;
import io.beanpod.store.Root;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What a command line does about the network agent: it is there as long as a pod of the network is.
 * Callers hold the network's lock.
 */
final class Agent {
  private static final IpAddress ANY4 = IpAddress.of(new byte[4]);
  private static final IpAddress ANY6 = IpAddress.of(new byte[16]);

  private static final int BIND_TRIES = 20;
  private static final long BIND_AGAIN_NANOS = 100_000_000L;

  private final Root root;
  private Optional<AgentLaunch> launch = Optional.empty();

  Agent(Root root) {
    this.root = root;
  }

  /**
   * Binds the agent's sockets if there is no agent; it is started by {@link #start}, when there is
   * time.
   *
   * @return whether it is this process that has to
   */
  boolean claim(NetworkState network) throws IOException {
    if (launch.isEmpty()) {
      launch = AgentLaunch.claim(root, network);
      return launch.isPresent();
    }
    return false;
  }

  /** Whether it is this process that starts the agent. */
  boolean claimed() {
    return launch.isPresent();
  }

  /** Starts the agent, if this process has claimed to. */
  void start() throws IOException {
    try {
      if (launch.isPresent()) {
        launch.get().start();
      }
    } finally {
      drop();
    }
  }

  private void drop() {
    launch.ifPresent(AgentLaunch::close);
    launch = Optional.empty();
  }

  /** Begins to end it: it takes a while, in which other things can be done. */
  void kill() throws IOException {
    new AgentProcess(root).kill();
  }

  /** Ends it, after the last pod. */
  void end() throws IOException {
    drop();
    new AgentProcess(root).end();
  }

  /**
   * Lets the agent be what nftables would be: it listens at ports of the host, and carries what
   * comes to their pods. The ports are bound here, so that one that another process has is this
   * command's error.
   */
  void serve(List<HostPort> ports) throws IOException {
    List<Handover.Handed> sockets = new ArrayList<>();
    try {
      for (HostPort port : ports) {
        sockets.add(new Handover.Handed(port.name(), bindInTime(port)));
      }
    } catch (IOException e) {
      sockets.forEach(handed -> handed.socket().close());
      throw e;
    }
    if (!sockets.isEmpty()) {
      start(); // so that somebody takes them: the kernel lets only few wait
      Handover.send(root, sockets);
    }
  }

  /** Ports of pods that were there before this agent: one that is taken by now hurts no other. */
  void serveOthers(Leases leases, String exceptUid) throws IOException {
    Map<Long, String> pods = leases.all();
    for (HostPort port : new HostPorts(root).all()) {
      if (pods.containsValue(port.uid()) && !port.uid().equals(exceptUid)) {
        try {
          serve(List.of(port));
        } catch (IOException e) {
          System.err.println("beanpod: warning: " + e.getMessage());
        }
      }
    }
  }

  /** An agent that runs may be about to close the port, of a pod that has just ended. */
  private Fd bindInTime(HostPort port) throws IOException {
    for (int left = launch.isPresent() ? 0 : BIND_TRIES; ; left--) {
      try {
        return bind(port);
      } catch (IOException e) {
        boolean taken =
            e.getCause() instanceof SyscallException cause && cause.errno() == Errno.EADDRINUSE;
        if (!taken || left <= 0) {
          throw e;
        }
        LockSupport.parkNanos(BIND_AGAIN_NANOS);
      }
    }
  }

  private static Fd bind(HostPort port) throws IOException {
    if (port.protocol().equals("sctp")) {
      throw new IOException(
          "hostPort "
              + port
              + ": without libnftables (Debian's package: libnftables1) there are ports of TCP and"
              + " UDP only");
    }
    try {
      try {
        return bind(port, port.hostIp().orElse(ANY6));
      } catch (SyscallException e) {
        boolean noIpv6 = e.errno() == Errno.EAFNOSUPPORT || e.errno() == Errno.EADDRNOTAVAIL;
        if (!noIpv6 || port.hostIp().isPresent()) {
          throw e;
        }
        return bind(port, ANY4);
      }
    } catch (SyscallException e) {
      String remedy =
          e.errno() == Errno.EADDRINUSE
              ? " (a process of this host listens there: ss -lptu 'sport = " + port.port() + "')"
              : "";
      throw new IOException("hostPort " + port + ": " + e.getMessage() + remedy, e);
    }
  }

  private static Fd bind(HostPort port, IpAddress address) throws SyscallException {
    IpEndpoint at = new IpEndpoint(address, port.port());
    return port.protocol().equals("tcp") ? Listening.tcp(at) : Listening.udp(at);
  }
}
