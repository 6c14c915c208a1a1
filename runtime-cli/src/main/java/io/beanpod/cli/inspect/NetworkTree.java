package io.beanpod.cli.inspect;

import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Route;
import io.beanpod.network.DeclaredPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pod's network for {@code inspect -o json}. */
record NetworkTree(NetworkView view) {
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("ofHost", view.ofHost());
    List<Object> interfaces = new ArrayList<>();
    for (Link link : view.pod().links()) {
      interfaces.add(inPod(link));
    }
    tree.put("interfaces", interfaces);
    tree.put("routes", routes(view.pod(), view.pod().routes()));
    tree.put("hostDefaultRoutes", routes(view.host(), view.host().defaultRoutes()));
    List<Object> hostPorts = new ArrayList<>();
    for (DeclaredPort port : view.hostPorts()) {
      hostPorts.add(hostPort(port));
    }
    tree.put("hostPorts", hostPorts);
    List<Object> listeners = new ArrayList<>();
    for (NetworkView.Listener listener : view.listeners()) {
      listeners.add(listener(listener));
    }
    tree.put("listeners", listeners);
    if (!view.unlisted().isEmpty()) {
      tree.put("protocolsNotListed", new ArrayList<Object>(view.unlisted()));
    }
    List<Object> conflicts = new ArrayList<>();
    for (NetworkView.Conflict conflict : view.conflicts()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("container", conflict.container());
      entry.put("message", conflict.port().message());
      conflicts.add(entry);
    }
    tree.put("conflicts", conflicts);
    return tree;
  }

  private Map<String, Object> inPod(Link link) {
    Map<String, Object> tree = link(view.pod(), link);
    Optional<Link> end = view.host().otherEnd(link);
    if (end.isPresent()) {
      Map<String, Object> peer = link(view.host(), end.get());
      view.host()
          .link(end.get().bridge())
          .ifPresent(bridge -> peer.put("bridge", link(view.host(), bridge)));
      tree.put("peer", peer);
    }
    return tree;
  }

  private static Map<String, Object> link(NetworkStack stack, Link link) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("interface", link.name());
    tree.put("index", (long) link.index());
    tree.put("mac", link.mac());
    tree.put("mtu", (long) link.mtu());
    tree.put("up", link.up());
    tree.put("addresses", new ArrayList<Object>(stack.addressesOf(link)));
    return tree;
  }

  private static List<Object> routes(NetworkStack stack, List<Route> routes) {
    List<Object> list = new ArrayList<>();
    for (Route route : routes) {
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("destination", NetworkText.destination(route));
      route.gateway().ifPresent(gateway -> tree.put("gateway", gateway.toString()));
      tree.put("interface", stack.nameOf(route.link()));
      list.add(tree);
    }
    return list;
  }

  private static Map<String, Object> hostPort(DeclaredPort port) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (!port.hostIp().isEmpty()) {
      tree.put("hostIP", port.hostIp());
    }
    tree.put("hostPort", (long) port.hostPort());
    tree.put("containerPort", (long) port.port());
    tree.put("protocol", port.protocol());
    tree.put("container", port.container());
    return tree;
  }

  private static Map<String, Object> listener(NetworkView.Listener listener) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("protocol", listener.socket().protocol());
    tree.put("address", listener.socket().address());
    if (listener.socket().port() > 0) {
      tree.put("port", (long) listener.socket().port());
    }
    listener
        .owner()
        .ifPresent(
            owner -> {
              if (!owner.container().isEmpty()) {
                tree.put("container", owner.container());
              }
              tree.put("hostPid", (long) owner.pid());
              tree.put("command", owner.command());
            });
    return tree;
  }
}
