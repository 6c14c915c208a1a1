package io.beanpod.linux;

import java.util.Objects;

/**
 * A netlink socket: messages as bytes, for the codecs of {@link io.beanpod.linux.netlink}. It stays
 * in the network namespace that it was opened in, whatever its thread does later.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/netlink.7.html">netlink(7)</a>
 */
public final class NetlinkSocket implements AutoCloseable {
  /** Links, addresses, routes: {@code rtnetlink(7)}. */
  public static final int ROUTE = 0;

  /** Sockets: {@code sock_diag(7)}. */
  public static final int SOCK_DIAG = 4;

  /** The packet filter, connection tracking: {@code nfnetlink}. */
  public static final int NETFILTER = 12;

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int MSG_TRUNC = 0x20;
  private static final int TIMEOUT_MILLIS = 10_000;

  /** The kernel's own largest answer to a dump (NLMSG_GOODSIZE is a page, a dump up to 32 KiB). */
  private static final int BUFFER = 32 * 1024;

  private final Fd fd;

  private NetlinkSocket(Fd fd) {
    this.fd = fd;
  }

  /**
   * A socket in the network namespace of the calling thread.
   *
   * @param protocol {@link #ROUTE}, {@link #SOCK_DIAG} or {@link #NETFILTER}
   */
  public static NetlinkSocket open(int protocol) throws SyscallException {
    long number = Kernel.call(Nr.SOCKET, AF_NETLINK, SOCK_RAW | Fd.O_CLOEXEC, protocol);
    Fd fd = Fd.of((int) Kernel.check("socket", "AF_NETLINK", number));
    try {
      // Errors come with the kernel's sentence on what is wrong, and without a copy of the request.
      set(fd, NETLINK_EXT_ACK, "NETLINK_EXT_ACK");
      set(fd, NETLINK_CAP_ACK, "NETLINK_CAP_ACK");
      UnixSocket.timeout(fd, TIMEOUT_MILLIS); // an answer that never comes is an error, no hang
    } catch (SyscallException e) {
      fd.close();
      throw e;
    }
    return new NetlinkSocket(fd);
  }

  /**
   * Sends one or more whole messages.
   *
   * @param length of the bytes at the start of {@code messages} that are sent: up to 32 KiB
   */
  public void send(byte[] messages, int length) throws SyscallException {
    Objects.checkFromIndexSize(0, length, Math.min(messages.length, BUFFER));
    try (NativeBuffer buffer = new NativeBuffer(length)) {
      buffer.copyFrom(messages, 0, 0, length);
      long n;
      do {
        n = Kernel.call(Nr.SENDTO, fd.number(), buffer.address(), length, 0, 0, 0);
      } while (n == -Errno.EINTR);
      Kernel.check("send", "netlink", n);
    }
  }

  /**
   * Receives what the kernel sends at once: one or more whole messages.
   *
   * @throws SyscallException EAGAIN if nothing comes within ten seconds; EMSGSIZE if it is more
   *     than 32 KiB; ENOBUFS if the kernel had to drop some
   */
  public byte[] receive() throws SyscallException {
    try (NativeBuffer buffer = new NativeBuffer(BUFFER)) {
      long n;
      do {
        n = Kernel.call(Nr.RECVFROM, fd.number(), buffer.address(), BUFFER, MSG_TRUNC, 0, 0);
      } while (n == -Errno.EINTR);
      int length = (int) Kernel.check("recv", "netlink", n);
      if (length > BUFFER) {
        throw new SyscallException("recv", Errno.EMSGSIZE, "netlink: " + length + " bytes");
      }
      return Memory.bytes(buffer.memory(), length);
    }
  }

  private static void set(Fd fd, int option, String name) throws SyscallException {
    try (NativeBuffer one = new NativeBuffer(4)) {
      Memory.putInt(one.memory(), 0, 1);
      long r = Kernel.call(Nr.SETSOCKOPT, fd.number(), SOL_NETLINK, option, one.address(), 4);
      Kernel.check("setsockopt", name, r);
    }
  }

  @Override
  public void close() {
    fd.close();
  }
}
