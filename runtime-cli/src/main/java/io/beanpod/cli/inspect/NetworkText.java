package io.beanpod.cli.inspect;

import io.beanpod.cli.text.Plain;
import io.beanpod.cli.text.Table;
import io.beanpod.linux.netlink.Route;
import io.beanpod.network.DeclaredPort;
import io.beanpod.network.SocketOwners;
import java.util.Locale;
import java.util.Optional;

/** A pod's network for people: the drawing, then routes, ports and listeners. */
final class NetworkText {
  private static final String INDENT = "  ";

  private final NetworkView view;
  private final String namespace;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param namespace what the pod's network namespace is called
   */
  NetworkText(NetworkView view, String namespace) {
    this.view = view;
    this.namespace = namespace;
  }

  String render() {
    out.append(new NetworkDrawing(view).render(namespace));
    if (!view.ofHost()) {
      title("Routes in the pod");
      out.append(routes());
    }
    if (!view.hostPorts().isEmpty() && !view.ofHost()) { // else they are the pod's own
      title("Ports of the host that lead to the pod");
      out.append(hostPorts());
    }
    title("Who listens");
    out.append(listeners());
    for (String protocol : view.unlisted()) {
      out.append(INDENT).append(protocol).append(": not known, this kernel has no ");
      out.append(protocol.toLowerCase(Locale.ROOT)).append("_diag\n");
    }
    for (NetworkView.Conflict conflict : view.conflicts()) {
      out.append(INDENT).append(conflict.container()).append(": ");
      out.append(Plain.cell(conflict.port().message())).append('\n');
    }
    return out.toString();
  }

  private void title(String title) {
    out.append('\n').append(title).append('\n');
  }

  private String routes() {
    Table table = new Table();
    if (!view.pod().routes().isEmpty()) {
      table.row("DESTINATION", "GATEWAY", "INTERFACE");
    }
    for (Route route : view.pod().routes()) {
      table.row(
          destination(route),
          route.gateway().map(Object::toString).orElse("-"),
          Plain.cell(view.pod().nameOf(route.link())));
    }
    return view.pod().routes().isEmpty() ? INDENT + "none\n" : table.render(INDENT);
  }

  static String destination(Route route) {
    return route.prefix() == 0 ? "default" : route.network() + "/" + route.prefix();
  }

  private String hostPorts() {
    Table table = new Table().row("HOST", "POD", "CONTAINER");
    for (DeclaredPort port : view.hostPorts()) {
      table.row(
          (port.hostIp().isEmpty() ? "*" : port.hostIp()) + ":" + port.hostPort(),
          port.port() + "/" + port.protocol(),
          port.container());
    }
    return table.render(INDENT);
  }

  private String listeners() {
    if (view.listeners().isEmpty()) {
      return view.unlisted().isEmpty() ? INDENT + "nobody\n" : "";
    }
    Table table = new Table().row("PROTOCOL", "ADDRESS", "CONTAINER", "HOST PID", "COMMAND");
    for (NetworkView.Listener listener : view.listeners()) {
      Optional<SocketOwners.Owner> owner = listener.owner();
      table.row(
          listener.socket().protocol(),
          Plain.cell(listener.socket().endpoint()),
          owner.map(SocketOwners.Owner::container).filter(c -> !c.isEmpty()).orElse("-"),
          owner.map(o -> o.pid() + "").orElse("-"),
          owner.map(o -> Plain.cell(o.command())).orElse("-"));
    }
    return table.render(INDENT);
  }
}
