package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the handler of a probe or a hook, of which there has to be exactly one. */
final class ActionDecoder {
  private static final int MAX_PORT = 65535;

  private enum Scheme {
    HTTP,
    HTTPS
  }

  private final Fields fields;
  private final List<ContainerPort> ports;

  /**
   * A decoder.
   *
   * @param fields of the probe or the hook
   * @param ports of its container, by whose names it may call them
   */
  ActionDecoder(Fields fields, List<ContainerPort> ports) {
    this.fields = fields;
    this.ports = ports;
  }

  /** A probe's; empty, and a problem, where it is wrong. */
  Optional<Action> ofProbe() {
    return only("exec", "httpGet", "tcpSocket", "grpc");
  }

  /**
   * A hook's; empty, and a problem, where it is wrong.
   *
   * @param graceSeconds the pod's, which a sleep may not exceed
   */
  Optional<Action> ofHook(long graceSeconds) {
    if (fields.has("tcpSocket")) {
      // The API server still takes it, and the kubelet fails the hook when its time comes.
      fields.problem("tcpSocket", "a hook can not do this; use exec, httpGet or sleep");
      return Optional.empty();
    }
    Optional<Action> action = only("exec", "httpGet", "sleep");
    if (action.isPresent()
        && action.get() instanceof Action.Sleep sleep
        && sleep.seconds() > graceSeconds) {
      fields.problem(
          "sleep.seconds",
          "must be 0 to terminationGracePeriodSeconds, "
              + graceSeconds
              + ", not "
              + sleep.seconds());
    }
    return action;
  }

  private Optional<Action> only(String... kinds) {
    Optional<Action> action = Optional.empty();
    String first = "";
    StringBuilder allowed = new StringBuilder();
    for (String kind : kinds) {
      allowed.append(allowed.isEmpty() ? "" : ", ").append(kind);
      Optional<Fields> object = fields.object(kind);
      if (object.isEmpty()) {
        continue;
      }
      if (first.isEmpty()) {
        first = kind;
        action = Optional.of(decode(kind, object.get()));
      } else {
        fields.problem(kind, "may not specify more than 1 handler type; there is " + first);
      }
    }
    if (first.isEmpty()) {
      fields.problem("", "must specify a handler type, one of " + allowed);
    }
    return action;
  }

  private Action decode(String kind, Fields handler) {
    Action action;
    switch (kind) {
      case "exec":
        action = exec(handler);
        break;
      case "httpGet":
        action = httpGet(handler);
        break;
      case "tcpSocket":
        action = new Action.TcpSocket(handler.string("host").orElse(""), port(handler));
        break;
      case "grpc":
        action = new Action.Grpc(number(handler), handler.string("service").orElse(""));
        break;
      default:
        action = new Action.Sleep(seconds(handler));
    }
    handler.end();
    return action;
  }

  private static Action exec(Fields handler) {
    List<String> command = handler.strings("command");
    if (!handler.has("command") || command.isEmpty()) {
      handler.problem("command", "required, but missing or empty");
    }
    return new Action.Exec(command);
  }

  private Action httpGet(Fields handler) {
    boolean https = handler.choice("scheme", Scheme.HTTP, Scheme.values()) == Scheme.HTTPS;
    String host = handler.string("host").orElse("");
    Action.Port port = port(handler);
    String path = handler.string("path").orElse("/");
    List<Action.HttpHeader> headers = new ArrayList<>();
    for (Fields item : handler.objects("httpHeaders")) {
      Optional<String> name = item.requiredString("name");
      if (name.isPresent()) {
        item.check("name", name.get(), Names.httpHeader(name.get()));
      }
      headers.add(new Action.HttpHeader(name.orElse(""), item.string("value").orElse("")));
      item.end();
    }
    return new Action.HttpGet(https, host, port, path, headers);
  }

  private static long seconds(Fields handler) {
    if (!handler.has("seconds")) {
      return 0;
    }
    return handler.integer("seconds", 0, Long.MAX_VALUE).orElse(0);
  }

  /** gRPC's, which has to be a number. */
  private static Action.Port number(Fields handler) {
    OptionalLong number = OptionalLong.empty();
    if (handler.has("port")) {
      number = handler.integer("port", 1, MAX_PORT);
    } else {
      handler.problem("port", "required, but missing; use 1 to " + MAX_PORT);
    }
    return new Action.Port(number.orElse(0) + "", (int) number.orElse(0));
  }

  private Action.Port port(Fields handler) {
    Optional<Object> value = handler.any("port");
    if (value.isEmpty() || !(value.get() instanceof String name)) {
      return number(handler);
    }
    StringBuilder known = new StringBuilder();
    for (ContainerPort port : ports) {
      if (port.name().isPresent()) {
        if (port.name().get().equals(name)) {
          return new Action.Port(name, port.containerPort());
        }
        known.append(known.isEmpty() ? "" : ", ").append(port.name().get());
      }
    }
    String invalid = Names.portName(name);
    if (!invalid.isEmpty()) {
      handler.problem(
          "port",
          "\"" + name + "\" is not valid; use 1 to " + MAX_PORT + ", or a name: " + invalid);
    } else {
      handler.problem(
          "port",
          "\""
              + name
              + "\" is not a port of this container; "
              + (known.isEmpty() ? "none of its ports has a name" : "it has " + known));
    }
    return new Action.Port(name, 0);
  }
}
