package io.beanpod.network;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Listening;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UnixSocket;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * An agent that this process is going to start: the lock that keeps others from it, and the sockets
 * that it will serve. To be closed; without {@link #start} there is no agent then.
 */
final class AgentLaunch implements AutoCloseable {
  private static final int DNS = 53;

  /** Half a second in all. */
  private static final int BIND_TRIES = 50;

  private static final long BIND_AGAIN_NANOS = 10_000_000;

  private final Root root;
  private final Flock lock;
  private final Fd control;

  private AgentLaunch(Root root, Flock lock, Fd control) {
    this.root = root;
    this.lock = lock;
    this.control = control;
  }

  /** Whether an agent runs, or will be started by another process. */
  static boolean others(Root root) throws SyscallException {
    Optional<Flock> lock = Flock.tryExclusive(AgentFiles.lock(root));
    lock.ifPresent(Flock::close);
    return lock.isEmpty();
  }

  /**
   * Binds the sockets of an agent for this network. The network's lock is held.
   *
   * @return empty if there is an agent, or one to be
   */
  static Optional<AgentLaunch> claim(Root root, NetworkState network) throws IOException {
    Optional<Flock> lock = Flock.tryExclusive(AgentFiles.lock(root));
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    Fd control;
    try {
      Files.deleteIfExists(AgentFiles.control(root));
      control = UnixSocket.listen(AgentFiles.control(root).toString());
    } catch (IOException e) {
      lock.get().close();
      throw e;
    }
    AgentLaunch launch = new AgentLaunch(root, lock.get(), control);
    try {
      launch.bind(network);
    } catch (IOException e) {
      launch.close();
      throw e;
    }
    return Optional.of(launch);
  }

  private void bind(NetworkState network) throws IOException {
    List<IpAddress> addresses = new ArrayList<>();
    addresses.add(network.v4().gateway());
    network.v6().ifPresent(v6 -> addresses.add(v6.gateway()));
    List<Handover.Handed> sockets = List.of();
    for (int left = BIND_TRIES; sockets.isEmpty() && left > 0; left--) {
      if (left < BIND_TRIES) {
        LockSupport.parkNanos(BIND_AGAIN_NANOS); // the agent before may not quite be gone
      }
      sockets = bindAll(addresses);
    }
    StringBuilder served = new StringBuilder();
    if (!sockets.isEmpty()) { // else shortcomings() tells
      addresses.forEach(address -> served.append(address).append('\n'));
    }
    AtomicFile.write(AgentFiles.nameservers(root), served.toString(), 0644);
    Handover.send(root, sockets);
  }

  /** A socket for UDP and one for TCP at each address; none if another process has one of them. */
  private static List<Handover.Handed> bindAll(List<IpAddress> addresses) throws SyscallException {
    List<Handover.Handed> sockets = new ArrayList<>();
    try {
      for (IpAddress address : addresses) {
        IpEndpoint at = new IpEndpoint(address, DNS);
        sockets.add(new Handover.Handed(Handover.DNS_UDP, Listening.udp(at)));
        sockets.add(new Handover.Handed(Handover.DNS_TCP, Listening.tcp(at)));
      }
      return sockets;
    } catch (SyscallException e) {
      sockets.forEach(handed -> handed.socket().close());
      if (e.errno() != Errno.EADDRINUSE) {
        throw e;
      }
      return List.of();
    }
  }

  /** Where the agent, running or to be, answers queries; empty if others have the port. */
  static List<IpAddress> nameservers(Root root) throws IOException {
    List<IpAddress> addresses = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(AgentFiles.nameservers(root))) {
        IpAddress.parse(line).ifPresent(addresses::add);
      }
    } catch (NoSuchFileException noAgent) {
      return addresses;
    }
    return addresses;
  }

  /** Starts the agent, which holds the lock and the sockets, too, from now on. */
  void start() throws IOException {
    new AgentProcess(root).start(lock, control);
  }

  @Override
  public void close() {
    control.close();
    lock.close();
  }
}
