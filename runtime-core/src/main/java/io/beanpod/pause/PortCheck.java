package io.beanpod.pause;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.lifecycle.Clock;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks, when a container has failed, whether another process listens on a port that it declares,
 * and tells so by an event: the container's own words, if it has any, never say who that is.
 *
 * <p>A thread looks that lives as long as that takes, one at a time. It begins when the event loop
 * has done what is more urgent, the next start. What containers do is not trusted to be little: of
 * their sockets only as many are read as it takes.
 */
final class PortCheck {
  /** For so long after a failure the pod's end waits for what may be found. */
  private static final long PATIENCE_MILLIS = 2000;

  /** Of one port and family: more than one have it only by SO_REUSEPORT, or at other addresses. */
  private static final int MOST_SOCKETS = 64;

  private final Containers containers;
  private final PodLife pod;
  private final Clock clock;
  private final Completions completions;
  private final List<ContainerRun> failed = new ArrayList<>();
  private boolean underWay;
  private long patientUntil;

  /** Where a container's processes are to be found; {@code main} is 0 if its own has ended. */
  private record Place(String container, int main, Cgroup cgroup) {}

  /** A port of a container that has failed. */
  private record Suspect(ContainerRun run, DeclaredPort port) {}

  /** What is to be told of a container. */
  private record Found(ContainerRun run, PortInUse port) {}

  PortCheck(Containers containers, PodLife pod, Clock clock, Completions completions) {
    this.containers = containers;
    this.pod = pod;
    this.clock = clock;
    this.completions = completions;
  }

  /** A container's process is gone: what is told is told of one that ended by itself. */
  void ended(ContainerRun run, Waiting.Exit exit) {
    boolean itself = exit.signal() == 0 && !run.life().ending() && !pod.stopping();
    if (exit.exitCode() != 0 && itself && !failed.contains(run) && !ports(run).isEmpty()) {
      failed.add(run);
      patientUntil = clock.monotonicMillis() + PATIENCE_MILLIS;
    }
  }

  private List<DeclaredPort> ports(ContainerRun run) {
    List<DeclaredPort> ports = new ArrayList<>();
    for (DeclaredPort port : containers.plan().ports()) {
      if (port.container().equals(run.plan().name())) {
        ports.add(port);
      }
    }
    return ports;
  }

  /** Whether the pod's own end has to wait, since something may still be found. */
  boolean looking() {
    return (underWay || !failed.isEmpty())
        && !pod.stopping()
        && clock.monotonicMillis() < patientUntil;
  }

  /** When that is over in any case, in monotonic milliseconds. */
  long nextAt() {
    return looking() ? patientUntil : Long.MAX_VALUE;
  }

  /** Begins to look for those that have failed since the last time, unless that still goes on. */
  void look() {
    if (underWay || failed.isEmpty()) {
      return;
    }
    List<Place> places = new ArrayList<>();
    for (ContainerRun run : containers.all()) {
      int main = run.process().isPresent() ? run.process().get().hostPid() : 0;
      places.add(new Place(run.plan().name(), main, run.cgroup()));
    }
    List<Suspect> suspects = new ArrayList<>();
    for (ContainerRun run : failed) {
      for (DeclaredPort port : ports(run)) {
        suspects.add(new Suspect(run, port));
      }
    }
    failed.clear();
    underWay = true;
    Thread.ofPlatform().daemon().name("ports").start(() -> look(suspects, places));
  }

  private void look(List<Suspect> suspects, List<Place> places) {
    List<Found> found = new ArrayList<>();
    try {
      found.addAll(inUse(suspects, places));
    } catch (IOException e) {
      System.err.println("beanpod: who listens on the ports of containers: " + e.getMessage());
    } finally {
      completions.add(() -> tell(found));
    }
  }

  private void tell(List<Found> all) {
    underWay = false;
    for (Found found : all) {
      found.run().life().events().portInUse(found.port().message());
    }
  }

  private static List<Found> inUse(List<Suspect> suspects, List<Place> places) throws IOException {
    List<ListeningSocket> sockets = sockets(suspects);
    SocketOwners owners = new SocketOwners(Path.of("/proc"), sockets);
    for (Place place : places) {
      owners.add(place.container(), hostPids(place));
    }
    owners.addOthersFor(sockets);
    if (owners.missing(sockets)) {
      sockets = stillThere(sockets, owners, sockets(suspects));
    }
    List<Found> inUse = new ArrayList<>();
    for (Suspect suspect : suspects) {
      Optional<PortInUse> found = PortInUse.of(suspect.port(), sockets, owners);
      if (found.isPresent()) {
        inUse.add(new Found(suspect.run(), found.get()));
      }
    }
    return inUse;
  }

  private static List<ListeningSocket> sockets(List<Suspect> suspects) throws IOException {
    List<ListeningSocket> sockets = new ArrayList<>();
    try (Netlink netlink = Netlink.sockets()) {
      for (Suspect suspect : suspects) {
        DeclaredPort port = suspect.port();
        sockets.addAll(ListeningSocket.at(netlink, port.protocol(), port.port(), MOST_SOCKETS));
      }
    }
    return sockets;
  }

  /** Without those that nobody was found for because they have been closed meanwhile. */
  private static List<ListeningSocket> stillThere(
      List<ListeningSocket> before, SocketOwners owners, List<ListeningSocket> now) {
    List<ListeningSocket> there = new ArrayList<>();
    for (ListeningSocket socket : before) {
      boolean open = owners.of(socket).isPresent();
      for (ListeningSocket other : now) {
        open |= other.inode() == socket.inode();
      }
      if (open) {
        there.add(socket);
      }
    }
    return there;
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
