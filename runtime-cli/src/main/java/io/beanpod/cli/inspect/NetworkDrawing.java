package io.beanpod.cli.inspect;

import io.beanpod.cli.text.Plain;
import io.beanpod.linux.netlink.Link;
import io.beanpod.linux.netlink.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a pod's network from the host's way out down to the interfaces in the pod, a line each: its
 * name, its addresses, what it is. A dotted line is a route, a drawn one is the same Ethernet, and
 * across it goes the border of the pod's network namespace.
 */
final class NetworkDrawing {
  private static final String INDENT = "  ";
  private static final String ROUTED = "  :";
  private static final String CONNECTED = "  |";
  private static final int GAP = 3;

  private final NetworkView view;
  private final List<Line> lines = new ArrayList<>();

  /** An interface, or what is between two: then it has no addresses. */
  private record Line(String side, String name, String addresses, String what) {
    /** Whoever has CAP_NET_ADMIN in the pod chooses the names there. */
    static Line of(String side, Link link, String addresses, String what) {
      return new Line(side, Plain.cell(link.name()), addresses, what);
    }
  }

  NetworkDrawing(NetworkView view) {
    this.view = view;
  }

  /**
   * The drawing.
   *
   * @param namespace what the pod's network namespace is called
   */
  String render(String namespace) {
    if (view.ofHost()) {
      waysOut();
      return text() + INDENT + "The pod uses the host's network.\n";
    }
    List<Link> connected = new ArrayList<>();
    List<Link> others = new ArrayList<>();
    for (Link link : view.pod().links()) {
      if (view.host().otherEnd(link).isPresent()) {
        connected.add(link);
      } else if (link.up()) { // the kernel gives every namespace some that nobody uses
        others.add(link);
      }
    }
    for (Link link : connected) {
      above(link, view.host().otherEnd(link).get());
    }
    int border = lines.size();
    connected.addAll(others);
    for (Link link : connected) {
      boolean first = lines.size() == border;
      lines.add(Line.of(first ? "pod" : "", link, addresses(view.pod(), link), inside(link)));
    }
    String text = text();
    int at = 0;
    for (int i = 0; i < border; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    String line = INDENT + "- - - - " + (border > 0 ? '|' : '-') + " - - - -   network namespace ";
    return text.substring(0, at) + line + namespace + '\n' + text.substring(at);
  }

  /** The host's part of the way to a veth pair's end in the pod. */
  private void above(Link inPod, Link end) {
    Optional<Link> bridge = view.host().link(end.bridge());
    if (waysOut()) {
      lines.add(new Line("", ROUTED, "", ""));
    }
    if (bridge.isPresent() && bridge.get().kind().equals("bridge")) {
      String addresses = addresses(view.host(), bridge.get());
      lines.add(Line.of(side(), bridge.get(), addresses, "bridge"));
      lines.add(new Line("", CONNECTED, "", ""));
    }
    String what = "interface " + end.index() + ", a veth pair with " + Plain.cell(inPod.name());
    lines.add(Line.of(side(), end, addresses(view.host(), end), what));
  }

  private boolean waysOut() {
    List<Integer> drawn = new ArrayList<>();
    for (Route route : view.host().defaultRoutes()) {
      Optional<Link> link = view.host().link(route.link());
      if (link.isPresent() && !drawn.contains(route.link())) {
        drawn.add(route.link());
        String via = route.gateway().map(gateway -> " via " + gateway).orElse("");
        String addresses = addresses(view.host(), link.get());
        lines.add(Line.of(side(), link.get(), addresses, "default route" + via));
      }
    }
    return !drawn.isEmpty();
  }

  private String side() {
    return lines.isEmpty() ? "host" : "";
  }

  private static String inside(Link link) {
    return link.name().equals("lo")
        ? "loopback"
        : "interface " + link.index() + ", " + link.mac() + ", mtu " + link.mtu();
  }

  /** Without those that the kernel makes for each link (RFC 4291, 2.5.6). */
  private static String addresses(NetworkStack stack, Link link) {
    List<String> texts = stack.addressesOf(link);
    texts.removeIf(text -> text.startsWith("fe80:"));
    return String.join(", ", texts);
  }

  private String text() {
    int names = 0;
    int addresses = 0;
    for (Line line : lines) {
      names = Math.max(names, line.name().length());
      addresses = Math.max(addresses, line.addresses().length());
    }
    StringBuilder out = new StringBuilder();
    for (Line line : lines) {
      out.append(INDENT).append(line.side()).repeat(' ', 6 - line.side().length());
      out.append(line.name());
      if (!line.what().isEmpty()) {
        out.repeat(' ', names + GAP - line.name().length()).append(line.addresses());
        out.repeat(' ', addresses + GAP - line.addresses().length()).append(line.what());
      }
      out.append('\n');
    }
    return out.toString();
  }
}
