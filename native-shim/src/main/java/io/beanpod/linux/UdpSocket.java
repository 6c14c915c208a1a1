package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Datagrams.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/udp.7.html">udp(7)</a>
 */
public final class UdpSocket {
  private static final int SOCK_DGRAM = 2;
  private static final int MSG_DONTWAIT = 0x40;

  /** The longest that IP can carry. */
  public static final int MAX = 65535;

  /**
   * What came.
   *
   * @param from who sent it
   * @param bytes all of it
   */
  public record Datagram(IpEndpoint from, byte[] bytes) {}

  private UdpSocket() {}

  /**
   * A socket that sends to {@code to}, from a port that the kernel chooses at random, and receives
   * from nobody else.
   */
  public static Fd connect(IpEndpoint to) throws SyscallException {
    long fd = Kernel.call(Nr.SOCKET, to.family(), SOCK_DGRAM | Fd.O_CLOEXEC, 0);
    Fd socket = Fd.of((int) Kernel.check("socket", "SOCK_DGRAM", fd));
    try {
      TcpSocket.connect(socket, to.address().bytes(), to.port());
      return socket;
    } catch (SyscallException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Receives the next datagram.
   *
   * @param buffer of {@link #MAX} bytes: what is longer than it is cut off
   * @param wait whether to wait for one, for as long as {@link UnixSocket#timeout} says
   * @return empty if there is none
   * @throws SyscallException ECONNREFUSED from a connected socket if nobody listens there
   */
  public static Optional<Datagram> receive(Fd socket, NativeBuffer buffer, boolean wait)
      throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(IpEndpoint.MAX_SIZE, 8);
      MemorySegment length = arena.allocate(8, 8);
      long n;
      do {
        Memory.putInt(length, 0, IpEndpoint.MAX_SIZE);
        n =
            Kernel.call(
                Nr.RECVFROM,
                socket.number(),
                buffer.address(),
                buffer.size(),
                wait ? 0 : MSG_DONTWAIT,
                from.address(),
                length.address());
      } while (n == -Errno.EINTR);
      if (n == -Errno.EAGAIN) {
        return Optional.empty();
      }
      byte[] bytes = new byte[(int) Kernel.check("recvfrom", socket.toString(), n)];
      buffer.copyTo(0, bytes, 0, bytes.length);
      return Optional.of(new Datagram(IpEndpoint.of(from), bytes));
    }
  }

  /** Sends a datagram to {@code to}. */
  public static void send(Fd socket, byte[] bytes, IpEndpoint to) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      send(socket, arena, bytes, to.sockaddr(arena).address(), to.size());
    }
  }

  /** Sends a datagram to whom the socket is connected with. */
  public static void send(Fd socket, byte[] bytes) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      send(socket, arena, bytes, 0, 0);
    }
  }

  private static void send(Fd socket, Arena arena, byte[] bytes, long to, int toLength)
      throws SyscallException {
    MemorySegment data = arena.allocate(Math.max(1, bytes.length));
    Memory.put(data, 0, bytes);
    long n;
    do {
      n = Kernel.call(Nr.SENDTO, socket.number(), data.address(), bytes.length, 0, to, toLength);
    } while (n == -Errno.EINTR);
    Kernel.check("sendto", socket.toString(), n);
  }
}
