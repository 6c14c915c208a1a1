package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Sockets that wait at an address of this host for whoever comes: made in one process, they may be
 * served by another. All are O_CLOEXEC, and block.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>
 */
public final class Listening {
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_REUSEADDR = 2;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_V6ONLY = 26;
  private static final int IPV6_FREEBIND = 78;
  private static final int BACKLOG = 128;

  /** A connection, and who it comes from. */
  public record Accepted(Fd socket, IpEndpoint peer) {}

  private Listening() {}

  /**
   * A TCP socket that listens.
   *
   * @param at with the IPv6 address {@code ::}, connections to IPv4 addresses come too
   * @throws SyscallException EADDRINUSE if another socket has the port
   */
  public static Fd tcp(IpEndpoint at) throws SyscallException {
    Fd socket = bound(at, SOCK_STREAM);
    long r = Kernel.call(Nr.LISTEN, socket.number(), BACKLOG);
    if (r < 0) {
      socket.close();
    }
    Kernel.check("listen", at + "/tcp", r);
    return socket;
  }

  /**
   * A UDP socket, as {@link #tcp}.
   *
   * @throws SyscallException EADDRINUSE if another socket has the port
   */
  public static Fd udp(IpEndpoint at) throws SyscallException {
    return bound(at, SOCK_DGRAM);
  }

  private static Fd bound(IpEndpoint at, int type) throws SyscallException {
    long number = Kernel.call(Nr.SOCKET, at.family(), type | Fd.O_CLOEXEC, 0);
    Fd socket = Fd.of((int) Kernel.check("socket", at.toString(), number));
    try (Arena arena = Arena.ofConfined()) {
      if (type == SOCK_STREAM) { // connections that ended a minute ago do not count
        set(socket, SOL_SOCKET, SO_REUSEADDR, 1);
      }
      if (!at.address().isV4()) {
        set(socket, SOL_IPV6, IPV6_V6ONLY, 0);
        // The kernel tries a new address for a second (RFC 4862, 5.4), and binds none meanwhile.
        set(socket, SOL_IPV6, IPV6_FREEBIND, 1);
      }
      long r = Kernel.call(Nr.BIND, socket.number(), at.sockaddr(arena).address(), at.size());
      Kernel.check("bind", at + (type == SOCK_STREAM ? "/tcp" : "/udp"), r);
      return socket;
    } catch (SyscallException e) {
      socket.close();
      throw e;
    }
  }

  private static void set(Fd socket, int level, int option, int value) throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(4)) {
      Memory.putInt(buffer.memory(), 0, value);
      long r = Kernel.call(Nr.SETSOCKOPT, socket.number(), level, option, buffer.address(), 4);
      Kernel.check("setsockopt", level + "/" + option, r);
    }
  }

  /** Takes the next connection; it blocks, and is O_CLOEXEC. */
  public static Accepted accept(Fd listening) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment peer = arena.allocate(IpEndpoint.MAX_SIZE, 8);
      MemorySegment length = arena.allocate(8, 8);
      long fd;
      do {
        Memory.putInt(length, 0, IpEndpoint.MAX_SIZE);
        fd =
            Kernel.call(
                Nr.ACCEPT4, listening.number(), peer.address(), length.address(), Fd.O_CLOEXEC);
      } while (fd == -Errno.EINTR || fd == -Errno.ECONNABORTED); // gone before its turn came
      return new Accepted(Fd.of((int) Kernel.check("accept4", "", fd)), IpEndpoint.of(peer));
    }
  }
}
