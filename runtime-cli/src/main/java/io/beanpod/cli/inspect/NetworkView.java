package io.beanpod.cli.inspect;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.netlink.ListeningSocket;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.model.Json;
import io.beanpod.network.DeclaredPort;
import io.beanpod.network.PortInUse;
import io.beanpod.network.SocketOwners;
import io.beanpod.store.Root;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pod's network as the kernel tells it by netlink, in the pod's namespace and in this process's,
 * which is the host's.
 *
 * @param ofHost whether the pod uses the host's network: then {@code pod} has nothing
 * @param hostPorts those of the pod's ports that have one
 * @param unlisted protocols whose listeners this kernel does not tell
 * @param conflicts what may keep a container of the pod, which does not run, from listening
 */
record NetworkView(
    boolean ofHost,
    NetworkStack host,
    NetworkStack pod,
    List<DeclaredPort> hostPorts,
    List<Listener> listeners,
    List<String> unlisted,
    List<Conflict> conflicts) {

  /** A socket, and who has it. */
  record Listener(ListeningSocket socket, Optional<SocketOwners.Owner> owner) {}

  /** A container that declares a port which another process listens on. */
  record Conflict(String container, PortInUse port) {}

  /**
   * Looks at it.
   *
   * @param pause the pod's pause, which lives
   * @param ofHost whether that is in the network namespace of this process
   */
  static NetworkView of(
      Root root, StoredPod pod, RuntimeState runtime, Path proc, Path pause, boolean ofHost)
      throws IOException {
    NetworkStack host;
    try (Netlink netlink = Netlink.open()) {
      host = NetworkStack.read(netlink);
    }
    NetworkStack inPod = NetworkStack.NONE;
    List<ListeningSocket> sockets = new ArrayList<>();
    List<String> unlisted = new ArrayList<>();
    try (Fd network = Fd.open(pause.resolve("ns/net").toString(), Fd.O_RDONLY, 0);
        Netlink diag = Netlink.sockets(network)) {
      if (!ofHost) {
        try (Netlink netlink = Netlink.open(network)) {
          inPod = NetworkStack.read(netlink);
        }
      }
      for (String protocol : ListeningSocket.PROTOCOLS) {
        try {
          sockets.addAll(ListeningSocket.all(diag, protocol));
        } catch (SyscallException e) {
          if (e.errno() != Errno.ENOENT) {
            throw e;
          }
          unlisted.add(protocol);
        }
      }
    }
    SocketOwners owners = new SocketOwners(proc, sockets);
    CgroupDriver driver = CgroupDriver.detect(root);
    for (RuntimeState.Container container : runtime.containers()) {
      owners.add(container.name(), driver.cgroup(container.cgroup()).processes());
    }
    List<DeclaredPort> declared = DeclaredPort.of(Json.object(pod.tree().get("spec")));
    owners.addOthersFor(ofHost ? DeclaredPort.among(declared, sockets) : sockets);
    return new NetworkView(
        ofHost,
        host,
        inPod,
        hostPorts(declared),
        listeners(sockets, owners, ofHost),
        unlisted,
        conflicts(atRest(declared, runtime), sockets, owners));
  }

  private static List<Listener> listeners(
      List<ListeningSocket> sockets, SocketOwners owners, boolean ofHost) {
    List<Listener> listeners = new ArrayList<>();
    for (ListeningSocket socket : sockets) {
      Optional<SocketOwners.Owner> owner = owners.of(socket);
      boolean ofPod = owner.isPresent() && !owner.get().container().isEmpty();
      if (!ofHost || ofPod) {
        listeners.add(new Listener(socket, owner));
      }
    }
    listeners.sort(NetworkView::compare);
    return listeners;
  }

  private static int compare(Listener one, Listener other) {
    int byPort = Integer.compare(one.socket().port(), other.socket().port());
    return byPort != 0 ? byPort : one.socket().endpoint().compareTo(other.socket().endpoint());
  }

  /** The ports of containers without a process: one that runs has them, or does without. */
  private static List<DeclaredPort> atRest(List<DeclaredPort> declared, RuntimeState runtime) {
    List<DeclaredPort> ports = new ArrayList<>();
    for (DeclaredPort port : declared) {
      for (RuntimeState.Container container : runtime.containers()) {
        if (container.name().equals(port.container()) && container.process().pid() == 0) {
          ports.add(port);
        }
      }
    }
    return ports;
  }

  private static List<Conflict> conflicts(
      List<DeclaredPort> declared, List<ListeningSocket> sockets, SocketOwners owners) {
    List<Conflict> conflicts = new ArrayList<>();
    for (DeclaredPort port : declared) {
      PortInUse.of(port, sockets, owners)
          .ifPresent(inUse -> conflicts.add(new Conflict(port.container(), inUse)));
    }
    return conflicts;
  }

  private static List<DeclaredPort> hostPorts(List<DeclaredPort> declared) {
    List<DeclaredPort> ports = new ArrayList<>();
    for (DeclaredPort port : declared) {
      if (port.hostPort() > 0) {
        ports.add(port);
      }
    }
    return ports;
  }
}
