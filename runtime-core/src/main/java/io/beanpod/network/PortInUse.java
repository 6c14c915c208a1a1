package io.beanpod.network;

import io.beanpod.linux.netlink.ListeningSocket;
import java.util.List;
import java.util.Optional;

/**
 * A port that a container declares and another process listens on. Whether that is why the
 * container fails only its own words tell; but it is what EADDRINUSE means.
 *
 * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
 * @param port 1 to 65535
 * @param endpoint where the other one listens, such as {@code 127.0.0.1:80}: both may listen on one
 *     port at different addresses
 * @param owner who listens, if that is known
 */
public record PortInUse(
    String protocol, int port, String endpoint, Optional<SocketOwners.Owner> owner) {
  /**
   * Looks for it.
   *
   * @param declared if its container listens itself, nothing is in its way
   */
  public static Optional<PortInUse> of(
      DeclaredPort declared, List<ListeningSocket> sockets, SocketOwners owners) {
    Optional<PortInUse> found = Optional.empty();
    for (ListeningSocket socket : sockets) {
      if (declared.isThatOf(socket)) {
        Optional<SocketOwners.Owner> owner = owners.of(socket);
        if (owner.isPresent() && owner.get().container().equals(declared.container())) {
          return Optional.empty();
        }
        found =
            Optional.of(
                new PortInUse(declared.protocol(), declared.port(), socket.endpoint(), owner));
      }
    }
    return found;
  }

  /** {@code port 80/TCP is in use by container "web" (pid 4711, nginx, on [::]:80)}. */
  public String message() {
    StringBuilder text = new StringBuilder("port ");
    text.append(port).append('/').append(protocol).append(" is in use by ");
    if (owner.isEmpty()) {
      return text.append("a process that could not be found (on ").append(endpoint).append(')')
          + "";
    }
    String container = owner.get().container();
    text.append(
        container.isEmpty() ? "a process outside of this pod" : "container \"" + container + '"');
    text.append(" (pid ").append(owner.get().pid()).append(", ").append(owner.get().command());
    return text.append(", on ").append(endpoint).append(')').toString();
  }
}
