package io.beanpod.agent;

import io.beanpod.agent.dns.DnsServer;
import io.beanpod.agent.proxy.HostPortProxies;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Processes;
import io.beanpod.network.AgentFiles;
import io.beanpod.network.Handover;
import io.beanpod.network.NetworkView;
import io.beanpod.network.PodNetwork;
import io.beanpod.pod.ResolvConf;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * The main class of the agent's process. A command line starts it with two descriptors: {@link
 * #CONTROL}, where sockets to serve are handed over ({@link Handover}), and the lock that says that
 * it is there. It ends when the last pod of the network is gone; the command line that takes the
 * network away ends it even before.
 *
 * <p>One thread waits for all there is: sockets, changes of files, command lines. Idle, it waits in
 * the kernel.
 */
public final class NetworkAgent {
  private static final int CONTROL = 3;
  private static final int NICE = 10; // what runs beside it, a command or a pod, goes first
  private static final long KEY_CONTROL = 0;
  private static final long KEY_CHANGES = 1;

  /**
   * Changes come in bursts: they are looked at together. Who asks for a name is never too early.
   */
  private static final int BURST_MILLIS = 100;

  private final LiveCluster cluster;
  private final RulesKeeper rules;
  private final DnsServer dns;
  private final HostPortProxies proxies = new HostPortProxies();
  private final Fd control = Fd.of(CONTROL);
  private final Epoll epoll = new Epoll();
  private final Map<Long, Handover.Handed> sockets = new HashMap<>();
  private final String bridge;
  private String causes = "";
  private long nextKey = 2;

  private NetworkAgent(Root root, NetworkView view) throws IOException {
    cluster = new LiveCluster(root);
    rules = new RulesKeeper(new PodNetwork(root));
    bridge = view.bridge();
    dns =
        new DnsServer(
            view.ranges(), new HashSet<>(view.gateways()), ResolvConf.HOSTS, cluster::names);
  }

  /**
   * Serves the network of a root.
   *
   * @param args the root's directory; empty for the host's own
   */
  public static void main(String[] args) throws IOException {
    Processes.prepare();
    AgentLog.install();
    Root root = args[0].isEmpty() ? Root.host() : Root.below(Path.of(args[0]));
    Files.writeString(Path.of("/proc/self/comm"), "beanpod-agent"); // what ps and pstree show
    String pid = Path.of("/proc/self").toRealPath().getFileName().toString();
    Files.writeString(AgentFiles.pid(root), pid + "\n");
    Optional<NetworkView> view = NetworkView.read(root);
    if (view.isPresent()) {
      new NetworkAgent(root, view.get()).run();
    }
    Processes.exit(0);
  }

  private void run() throws IOException {
    Thread keeper = new Thread(rules, "rules");
    keeper.setDaemon(true);
    keeper.start();
    Processes.nice(NICE); // it was started nicer still
    epoll.add(control, KEY_CONTROL);
    epoll.add(cluster.readiness(), KEY_CHANGES);
    follow();
    long lookAt = Long.MAX_VALUE;
    while (true) {
      int ready = epoll.await(lookAt == Long.MAX_VALUE ? -1 : millisUntil(lookAt));
      for (int i = 0; i < ready; i++) {
        if (epoll.key(i) == KEY_CHANGES) {
          epoll.remove(cluster.readiness()); // it stays readable until it is looked at
          lookAt = System.nanoTime() + BURST_MILLIS * 1_000_000L;
        } else {
          serve(epoll.key(i));
        }
      }
      if (lookAt != Long.MAX_VALUE && System.nanoTime() >= lookAt) {
        lookAt = Long.MAX_VALUE;
        cluster.refresh();
        epoll.add(cluster.readiness(), KEY_CHANGES);
        if (!follow()) {
          return;
        }
      }
    }
  }

  private static int millisUntil(long nanos) {
    return (int) Math.max(0, (nanos - System.nanoTime() + 999_999) / 1_000_000);
  }

  /** Does what follows from the state of things; false if there is nothing to serve any more. */
  private boolean follow() {
    Optional<NetworkView> view = cluster.view();
    if (view.isEmpty() || !view.get().bridge().equals(bridge)) {
      return false;
    }
    proxies.keep(view.get().hostPorts());
    if (!cluster.causes().equals(causes)) {
      causes = cluster.causes();
      rules.changed();
    }
    return true;
  }

  private void serve(long key) {
    String what = key == KEY_CONTROL ? "control" : sockets.get(key).name();
    try {
      if (key == KEY_CONTROL) {
        for (Handover.Handed handed : Handover.receive(control)) {
          take(handed);
        }
      } else if (what.equals(Handover.DNS_UDP)) {
        dns.serveUdp(sockets.get(key).socket());
      } else {
        dns.serveTcp(sockets.get(key).socket());
      }
    } catch (IOException e) {
      System.err.println(what + ": " + e.getMessage());
    }
  }

  private void take(Handover.Handed handed) throws IOException {
    if (handed.name().startsWith("dns/")) {
      sockets.put(nextKey, handed);
      epoll.add(handed.socket(), nextKey++);
      return;
    }
    cluster.refresh(); // its pod may just have come
    Optional<IpEndpoint> pod =
        cluster.view().map(view -> view.hostPorts().get(handed.name())); // absent: it has gone
    if (pod.isPresent()) {
      proxies.add(handed.name(), handed.socket(), pod.get());
    } else {
      handed.socket().close();
    }
  }
}
