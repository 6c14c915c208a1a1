package io.beanpod.linux.netlink;

import io.beanpod.linux.Errno;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A socket that others can turn to: a TCP or SCTP one that listens, a UDP one that is bound and has
 * no peer, or a Unix one with a name in the abstract namespace, which belongs to the network
 * namespace (see unix(7)).
 *
 * @param protocol {@code TCP}, {@code UDP}, {@code SCTP} or {@code UNIX}
 * @param address that it is bound to, as a URL has it: {@code 0.0.0.0}, {@code [::]}; of a Unix
 *     socket, the name behind an {@code @}: any bytes, and not all fit for a terminal
 * @param port 1 to 65535; 0 of a Unix socket
 * @param inode as the links {@code socket:[INODE]} of {@code /proc/PID/fd} have it
 * @see <a href="https://man7.org/linux/man-pages/man7/sock_diag.7.html">sock_diag(7)</a>
 */
public record ListeningSocket(String protocol, String address, int port, long inode) {
  /** That there may be sockets of. */
  public static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP", "UNIX");

  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int AF_UNIX = 1;
  private static final int IPPROTO_TCP = 6;
  private static final int IPPROTO_UDP = 17;
  private static final int IPPROTO_SCTP = 132;
  private static final int LISTEN = 1 << 10; // TCP_LISTEN, which all protocols use
  private static final int CLOSE = 1 << 7; // TCP_CLOSE: of UDP, without a peer

  private static final int INET_REQUEST = 56; // struct inet_diag_req_v2
  private static final int INET_ANSWER = 72; // struct inet_diag_msg
  private static final int UNIX_REQUEST = 24; // struct unix_diag_req
  private static final int UNIX_ANSWER = 16; // struct unix_diag_msg
  private static final int FAMILY = 0;
  private static final int PROTOCOL = 1;
  private static final int STATES = 4;
  private static final int SOURCE_PORT = 8; // of struct inet_diag_sockid, in network order
  private static final int SHOW = 12;
  private static final int UDIAG_SHOW_NAME = 1;
  private static final int UNIX_DIAG_NAME = 0;

  /** Is there as soon as anybody has used SCTP since boot. */
  private static final Path SCTP = Path.of("/proc/net/sctp");

  /**
   * Those of a network namespace, in no order.
   *
   * @param sockets see {@link Netlink#sockets}
   * @param protocol one of {@link #PROTOCOLS}
   * @throws SyscallException ENOENT if the kernel was built without tcp_diag, udp_diag, sctp_diag
   *     or unix_diag
   */
  public static List<ListeningSocket> all(Netlink sockets, String protocol) throws IOException {
    List<ListeningSocket> all = new ArrayList<>();
    if (protocol.equals("UNIX")) {
      unix(sockets, all);
    } else {
      inet(sockets, protocol, 0, Integer.MAX_VALUE, all);
    }
    return all;
  }

  /**
   * Those at one port, in no order: only these come from the kernel.
   *
   * @param protocol {@code TCP}, {@code UDP} or {@code SCTP}
   * @param port 1 to 65535
   * @param most how many are wanted of each family: whoever shares a port may have very many
   * @throws SyscallException as {@link #all} does
   */
  public static List<ListeningSocket> at(Netlink sockets, String protocol, int port, int most)
      throws IOException {
    List<ListeningSocket> found = new ArrayList<>();
    inet(sockets, protocol, port, most, found);
    return found;
  }

  private static void inet(
      Netlink sockets, String protocol, int port, int most, List<ListeningSocket> all)
      throws IOException {
    try {
      inet(sockets, Family.INET, protocol, port, most, all);
      inet(sockets, Family.INET6, protocol, port, most, all);
    } catch (SyscallException e) {
      boolean unused = protocol.equals("SCTP") && !Files.exists(SCTP);
      if (e.errno() != Errno.ENOENT || !unused) {
        throw e;
      }
    }
  }

  private static void inet(
      Netlink sockets, int family, String protocol, int wanted, int most, List<ListeningSocket> all)
      throws IOException {
    Request request =
        new Request("list " + protocol + " sockets", SOCK_DIAG_BY_FAMILY, 0, INET_REQUEST)
            .set8(FAMILY, family)
            .set8(PROTOCOL, number(protocol))
            .set32(STATES, protocol.equals("UDP") ? CLOSE : LISTEN)
            .set8(SOURCE_PORT, wanted >> 8)
            .set8(SOURCE_PORT + 1, wanted);
    for (Answer answer : sockets.dump(request, most)) {
      int port = answer.uint8(4) << 8 | answer.uint8(5);
      IpAddress address = unmapped(answer.bytes(8, family == Family.INET ? 4 : 16));
      long inode = Integer.toUnsignedLong(answer.int32(INET_ANSWER - 4));
      if (port != 0) { // a UDP socket may have no port yet
        String text = address.isV4() ? address.toString() : "[" + address + "]";
        all.add(new ListeningSocket(protocol, text, port, inode));
      }
    }
  }

  private static int number(String protocol) {
    return switch (protocol) {
      case "TCP" -> IPPROTO_TCP;
      case "UDP" -> IPPROTO_UDP;
      case "SCTP" -> IPPROTO_SCTP;
      default -> throw new IllegalArgumentException(protocol + " has no ports");
    };
  }

  /** An IPv6 socket that is bound to ::ffff:192.0.2.1 is reached by IPv4 alone: ipv6(7). */
  private static IpAddress unmapped(byte[] bytes) {
    boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; mapped && i < 10; i++) {
      mapped = bytes[i] == 0;
    }
    return IpAddress.of(mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes);
  }

  private static void unix(Netlink sockets, List<ListeningSocket> all) throws IOException {
    Request request =
        new Request("list Unix sockets", SOCK_DIAG_BY_FAMILY, 0, UNIX_REQUEST)
            .set8(FAMILY, AF_UNIX)
            .set32(STATES, LISTEN | CLOSE)
            .set32(SHOW, UDIAG_SHOW_NAME);
    for (Answer answer : sockets.dump(request)) {
      byte[] name = answer.attributes(UNIX_ANSWER).bytes(UNIX_DIAG_NAME);
      if (name.length > 1 && name[0] == 0) { // a name without the zero is a file's path
        long inode = Integer.toUnsignedLong(answer.int32(4));
        String text = new String(name, 1, name.length - 1, StandardCharsets.UTF_8);
        all.add(new ListeningSocket("UNIX", "@" + text, 0, inode));
      }
    }
  }

  /** Where it is reached: {@code 0.0.0.0:80}, {@code [::]:80}, {@code @name}. */
  public String endpoint() {
    return port == 0 ? address : address + ":" + port;
  }
}
