package io.beanpod.network;

import io.beanpod.linux.IpAddress;
import io.beanpod.linux.netlink.ListeningSocket;
import io.beanpod.linux.netlink.Netlink;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who has a port of the host, before a load balancer takes it away from him. */
public final class HostPortUse {
  private HostPortUse() {}

  /**
   * Its owner: a pod with that {@code hostPort}, or a process of the host that listens there.
   *
   * @param address of the host; at all of its addresses is there, too
   * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
   * @param port 1 to 65535
   * @return for a message: {@code sshd (pid 812)}
   */
  public static Optional<String> owner(Root root, String address, String protocol, int port)
      throws IOException {
    HostPorts hostPorts = new HostPorts(root);
    HostPort wanted =
        new HostPort(protocol.toLowerCase(Locale.ROOT), IpAddress.parse(address), port, port, "");
    for (HostPort other : hostPorts.all()) {
      if (wanted.conflicts(other)) {
        return Optional.of(hostPorts.owner(wanted, other));
      }
    }
    try (Netlink diag = Netlink.sockets()) {
      for (ListeningSocket socket : ListeningSocket.at(diag, protocol, port, 16)) {
        if (List.of(address, "0.0.0.0", "[::]").contains(socket.address())) {
          return Optional.of(process(socket));
        }
      }
    }
    return Optional.empty();
  }

  private static String process(ListeningSocket socket) throws IOException {
    SocketOwners owners = new SocketOwners(Path.of("/proc"), List.of(socket));
    owners.addOthersFor(List.of(socket));
    Optional<SocketOwners.Owner> owner = owners.of(socket);
    return owner.isPresent()
        ? owner.get().command() + " (pid " + owner.get().pid() + ")"
        : "a process of the host";
  }
}
