package io.beanpod.agent;

import io.beanpod.agent.dns.DnsServer;
import io.beanpod.agent.proxy.HostPortProxies;
import io.beanpod.linux.Epoll;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpEndpoint;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
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
import java.util.concurrent.locks.LockSupport;

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
  private static final long KEY_NEWS = 2;

  /**
   * Changes come in bursts: they are looked at together. Who asks for a name is never too early.
   */
  private static final int BURST_MILLIS = 100;

  private static final int RETRY_MILLIS = 1000;
  private static final int TROUBLE_MILLIS = 50;

  private final LiveCluster cluster;
  private final RulesKeeper rules;
  private final DnsServer dns;
  private final HostPortProxies proxies = new HostPortProxies();
  private final Fd control = Fd.of(CONTROL);
  private final Epoll epoll = new Epoll();
  private final Map<Long, Handover.Handed> sockets = new HashMap<>();
  private final String bridge;
  private String causes = "";
  private long nextKey = 3;

  private NetworkAgent(Root root, NetworkView view) throws IOException {
    cluster = new LiveCluster(root, view);
    rules = new RulesKeeper(new PodNetwork(root)::sync, RETRY_MILLIS);
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
    Thread.setDefaultUncaughtExceptionHandler(NetworkAgent::uncaught);
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

  /**
   * One client's thread that fails is that client's loss. After an error of the JVM, or without the
   * main thread, nobody may be served any more: then the process ends, so that the next command
   * starts another.
   */
  private static void uncaught(Thread thread, Throwable trouble) {
    System.err.print(thread.getName() + ": ");
    trouble.printStackTrace();
    if (trouble instanceof Error || thread.getName().equals("main")) {
      Processes.exit(1);
    }
  }

  private void run() throws IOException {
    Thread keeper = new Thread(rules, "rules");
    keeper.setDaemon(true);
    keeper.start();
    nice();
    epoll.add(control, KEY_CONTROL);
    while (true) { // at first, and after each burst of changes
      boolean known = cluster.refresh();
      cluster.heard(); // what others look at from here on is news again
      if (!follow()) {
        return;
      }
      awaitChanges(known ? Long.MAX_VALUE : after(RETRY_MILLIS));
    }
  }

  /** Serves until something has changed, and some more has had its time, or until {@code end}. */
  private void awaitChanges(long end) throws IOException {
    epoll.add(cluster.readiness(), KEY_CHANGES);
    epoll.add(cluster.news(), KEY_NEWS);
    boolean watching = true;
    long lookAt = end;
    do {
      int ready = epoll.await(lookAt == Long.MAX_VALUE ? -1 : millisUntil(lookAt));
      for (int i = 0; i < ready; i++) {
        if (epoll.key(i) != KEY_CHANGES && epoll.key(i) != KEY_NEWS) {
          serve(epoll.key(i));
        } else if (watching) {
          ignoreChanges(); // they stay readable until they are looked at
          watching = false;
          lookAt = Math.min(end, after(BURST_MILLIS));
        }
      }
    } while (lookAt == Long.MAX_VALUE || System.nanoTime() < lookAt);
    if (watching) {
      ignoreChanges();
    }
  }

  private void ignoreChanges() throws IOException {
    epoll.remove(cluster.readiness());
    epoll.remove(cluster.news());
  }

  /** It was started nicer still. */
  private static void nice() {
    try {
      Processes.nice(NICE);
    } catch (SyscallException e) { // EACCES without CAP_SYS_NICE: it serves all the same, slower
      System.err.println("stays as nice as it was started: " + e.getMessage());
    }
  }

  private static long after(int millis) {
    return System.nanoTime() + millis * 1_000_000L;
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
        Handover.receive(control).forEach(this::take);
      } else if (what.equals(Handover.DNS_UDP)) {
        dns.serveUdp(sockets.get(key).socket());
      } else {
        dns.serveTcp(sockets.get(key).socket());
      }
    } catch (IOException | RuntimeException e) {
      System.err.println(what + ": " + Troubles.text(e));
      LockSupport.parkNanos(TROUBLE_MILLIS * 1_000_000L); // it may still be ready: EMFILE, say
    }
  }

  private void take(Handover.Handed handed) {
    try {
      serve(handed);
    } catch (IOException | RuntimeException e) {
      System.err.println(handed.name() + " is not served: " + Troubles.text(e));
      handed.socket().close();
    }
  }

  private void serve(Handover.Handed handed) throws IOException {
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
      System.err.println(handed.name() + " is closed again: no pod has it");
      handed.socket().close();
    }
  }
}
