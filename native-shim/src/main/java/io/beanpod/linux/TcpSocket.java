package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * TCP connections that are opened, used and thrown away many times a second: a third of the system
 * calls of {@code java.net.Socket}, and errors with the kernel's own number. They block, bounded by
 * {@link UnixSocket#timeout}.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/tcp.7.html">tcp(7)</a>
 */
public final class TcpSocket {
  private static final int SOCK_STREAM = 1;
  private static final int IPV4_BYTES = 4;
  private static final int EISCONN = 106;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_KEEPALIVE = 9;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_KEEPIDLE = 4;
  private static final int TCP_KEEPINTVL = 5;
  private static final int KEEP_ALIVE_SECONDS = 15;

  private TcpSocket() {}

  /**
   * A socket, not connected yet.
   *
   * @param address that it will be connected to: 4 or 16 bytes
   */
  public static Fd open(byte[] address) throws SyscallException {
    int family = address.length == IPV4_BYTES ? IpEndpoint.AF_INET : IpEndpoint.AF_INET6;
    long fd = Kernel.call(Nr.SOCKET, family, SOCK_STREAM | Fd.O_CLOEXEC, 0);
    return Fd.of((int) Kernel.check("socket", "SOCK_STREAM", fd));
  }

  /**
   * Connects.
   *
   * @param address 4 or 16 bytes, in the order in which they are written
   * @param port 1 to 65535
   * @throws SyscallException EINPROGRESS if it takes longer than the socket's timeout
   */
  public static void connect(Fd socket, byte[] address, int port) throws SyscallException {
    IpEndpoint to = new IpEndpoint(IpAddress.of(address), port);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sockaddr = to.sockaddr(arena);
      long r = Kernel.call(Nr.CONNECT, socket.number(), sockaddr.address(), to.size());
      while (r == -Errno.EINTR) { // the handshake goes on; the next call waits for its end
        r = Kernel.call(Nr.CONNECT, socket.number(), sockaddr.address(), to.size());
        r = r == -EISCONN ? 0 : r;
      }
      Kernel.check("connect", "", r);
    }
  }

  /**
   * Sends some of {@code length} bytes of {@code buffer} from {@code offset}.
   *
   * @return how many; -1 if none within the socket's timeout
   */
  public static int send(Fd socket, NativeBuffer buffer, int offset, int length)
      throws SyscallException {
    Objects.checkFromIndexSize(offset, length, buffer.size());
    while (true) {
      // Without MSG_NOSIGNAL a peer that has gone would cost a SIGPIPE and its handler.
      long n =
          Kernel.call(
              Nr.SENDTO, socket.number(), buffer.address() + offset, length, MSG_NOSIGNAL, 0, 0);
      if (n == -Errno.EAGAIN) {
        return -1;
      }
      if (n != -Errno.EINTR) {
        return (int) Kernel.check("send", "", n);
      }
    }
  }

  /**
   * Lets a read fail, with ETIMEDOUT, when the other end has been gone without a word for some two
   * minutes: asked every 15 seconds, as Go's net package does, it has left 9 times unanswered.
   */
  public static void keepAlive(Fd socket) throws SyscallException {
    set(socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
    set(socket, IPPROTO_TCP, TCP_KEEPINTVL, KEEP_ALIVE_SECONDS);
    set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
  }

  private static void set(Fd socket, int level, int option, int value) throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(4)) {
      Memory.putInt(buffer.memory(), 0, value);
      long r = Kernel.call(Nr.SETSOCKOPT, socket.number(), level, option, buffer.address(), 4);
      Kernel.check("setsockopt", level + "/" + option, r);
    }
  }

  /** Tells the other end that nothing more will be sent. */
  public static void endOfOutput(Fd socket) throws SyscallException {
    Kernel.check("shutdown", "SHUT_WR", Kernel.call(Nr.SHUTDOWN, socket.number(), 1));
  }

  /** Ends both directions, also for a thread that waits in one. */
  public static void end(Fd socket) throws SyscallException {
    Kernel.check("shutdown", "SHUT_RDWR", Kernel.call(Nr.SHUTDOWN, socket.number(), 2));
  }

  /**
   * Receives up to {@code length} bytes to the start of {@code buffer}.
   *
   * @return how many; 0 at the end, -1 if none within the socket's timeout
   */
  public static int receive(Fd socket, NativeBuffer buffer, int length) throws SyscallException {
    Objects.checkFromIndexSize(0, length, buffer.size());
    while (true) {
      long n = Kernel.call(Nr.READ, socket.number(), buffer.address(), length);
      if (n == -Errno.EAGAIN) {
        return -1;
      }
      if (n != -Errno.EINTR) {
        return (int) Kernel.check("receive", "", n);
      }
    }
  }
}
