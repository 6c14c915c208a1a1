package io.beanpod.network;

import io.beanpod.linux.netlink.ListeningSocket;
import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A port of a stored pod's spec: an entry of {@code containers[].ports}.
 *
 * @param container that declares it
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 * @param port {@code containerPort}
 * @param hostPort 0 if there is none
 * @param hostIp the host's one address that has the {@code hostPort}; empty for all of them
 */
public record DeclaredPort(
    String container, String protocol, int port, int hostPort, String hostIp) {
  /** Those of all containers, init containers first. */
  public static List<DeclaredPort> of(Map<String, Object> spec) {
    List<DeclaredPort> all = new ArrayList<>();
    for (String list : new String[] {"initContainers", "containers"}) {
      for (Object container : Json.list(spec.get(list))) {
        String name = Json.string(Json.object(container).get("name"));
        for (Object port : Json.list(Json.object(container).get("ports"))) {
          all.add(of(name, Json.object(port)));
        }
      }
    }
    return all;
  }

  /** Those sockets that are at one of these ports. */
  public static List<ListeningSocket> among(
      List<DeclaredPort> ports, List<ListeningSocket> sockets) {
    List<ListeningSocket> found = new ArrayList<>();
    for (ListeningSocket socket : sockets) {
      for (DeclaredPort port : ports) {
        if (port.isThatOf(socket)) {
          found.add(socket);
          break;
        }
      }
    }
    return found;
  }

  boolean isThatOf(ListeningSocket socket) {
    return socket.port() == port && socket.protocol().equals(protocol);
  }

  private static DeclaredPort of(String container, Map<String, Object> port) {
    String protocol = Json.string(port.get("protocol"));
    return new DeclaredPort(
        container,
        protocol.isEmpty() ? "TCP" : protocol,
        number(port.get("containerPort")),
        number(port.get("hostPort")),
        Json.string(port.get("hostIP")));
  }

  private static int number(Object value) {
    return value instanceof Long number ? number.intValue() : 0;
  }
}
