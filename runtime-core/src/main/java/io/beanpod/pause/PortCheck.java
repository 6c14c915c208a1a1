package io.beanpod.pause;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.lifecycle.PodLife;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Waiting;
import io.beanpod.linux.netlink.ListeningSocket;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.network.DeclaredPort;
import io.beanpod.network.PortInUse;
import io.beanpod.network.SocketOwners;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks, when a container has failed, whether another process listens on a port that it declares,
 * and tells so by an event: the container's own words, if it has any, never say who that is.
 *
 * <p>A thread looks that lives as long as that takes. It begins when the event loop has done what
 * is more urgent, the next start.
 */
final class PortCheck {
  private final Containers containers;
  private final PodLife pod;
  private final Completions completions;
  private final List<ContainerRun> failed = new ArrayList<>();
  private int looks;

  /** Where a container's processes are to be found; {@code main} is 0 if its own has ended. */
  private record Place(String container, int main, Cgroup cgroup) {}

  PortCheck(Containers containers, PodLife pod, Completions completions) {
    this.containers = containers;
    this.pod = pod;
    this.completions = completions;
  }

  /** A container has ended: what is told is told of one that did so by itself. */
  void ended(ContainerRun run, Waiting.Exit exit) {
    if (exit.exitCode() != 0 && exit.signal() == 0 && !pod.stopping()) {
      failed.add(run);
    }
  }

  /** Whether something may still be found: the pod's end waits for that. */
  boolean looking() {
    return looks > 0 || !failed.isEmpty();
  }

  /** Begins to look for those that have failed since the last time. */
  void look() {
    if (failed.isEmpty()) {
      return;
    }
    List<Place> places = new ArrayList<>();
    for (ContainerRun run : containers.all()) {
      int main = run.process().isPresent() ? run.process().get().hostPid() : 0;
      places.add(new Place(run.plan().name(), main, run.cgroup()));
    }
    String spec = containers.plan().spec();
    for (ContainerRun run : failed) {
      looks++;
      Thread.ofPlatform().daemon().name("ports").start(() -> look(run, spec, places));
    }
    failed.clear();
  }

  private void look(ContainerRun run, String spec, List<Place> places) {
    String container = run.plan().name();
    List<PortInUse> found = new ArrayList<>();
    try {
      found.addAll(inUse(container, spec, places));
    } catch (IOException e) {
      System.err.println(
          "beanpod: who listens on the ports of container " + container + ": " + e.getMessage());
    } finally {
      completions.add(() -> tell(run, found));
    }
  }

  private void tell(ContainerRun run, List<PortInUse> found) {
    looks--;
    for (PortInUse port : found) {
      run.life().events().portInUse(port.message());
    }
  }

  private static List<PortInUse> inUse(String container, String spec, List<Place> places)
      throws IOException {
    List<PortInUse> inUse = new ArrayList<>();
    List<DeclaredPort> ports = ports(container, spec);
    if (ports.isEmpty()) {
      return inUse;
    }
    List<ListeningSocket> sockets;
    try (Netlink netlink = Netlink.sockets()) {
      sockets = DeclaredPort.among(ports, ListeningSocket.all(netlink));
    }
    SocketOwners owners = new SocketOwners(Path.of("/proc"));
    for (Place place : places) {
      owners.add(place.container(), hostPids(place));
    }
    owners.addOthersFor(sockets);
    for (DeclaredPort port : ports) {
      Optional<PortInUse> found = PortInUse.of(port, sockets, owners);
      if (found.isPresent()) {
        inUse.add(found.get());
      }
    }
    return inUse;
  }

  private static List<DeclaredPort> ports(String container, String spec) throws IOException {
    byte[] text = spec.getBytes(StandardCharsets.UTF_8);
    List<DeclaredPort> ports = new ArrayList<>();
    for (DeclaredPort port : DeclaredPort.of(JsonText.object(Path.of("spec"), text))) {
      if (port.container().equals(container)) {
        ports.add(port);
      }
    }
    return ports;
  }

  /** The pause sees its cgroups in its PID namespace, and the host's {@code /proc}. */
  private static List<Integer> hostPids(Place place) throws IOException {
    List<Integer> pids = new ArrayList<>();
    if (place.main() > 0) {
      pids.add(place.main());
    }
    for (int pid : place.cgroup().processes()) {
      try (Fd process = Processes.pidfd(pid)) {
        int hostPid = Processes.pidOf(process);
        if (hostPid > 0 && hostPid != place.main()) {
          pids.add(hostPid);
        }
      } catch (SyscallException e) {
        if (e.errno() != Errno.ESRCH) { // it has ended meanwhile
          throw e;
        }
      }
    }
    return pids;
  }
}
