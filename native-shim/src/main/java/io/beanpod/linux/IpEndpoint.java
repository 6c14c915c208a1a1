package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * An address and a port, of UDP or TCP.
 *
 * @param address of a host
 * @param port 0 to 65535; 0 lets the kernel choose one
 */
public record IpEndpoint(IpAddress address, int port) {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  /** Of a struct sockaddr_in6, the larger one. */
  static final int MAX_SIZE = 28;

  private static final int V4_SIZE = 16;

  int family() {
    return address.isV4() ? AF_INET : AF_INET6;
  }

  /** How many bytes of {@link #sockaddr} count. */
  int size() {
    return address.isV4() ? V4_SIZE : MAX_SIZE;
  }

  /** A struct sockaddr_in or sockaddr_in6. */
  MemorySegment sockaddr(Arena arena) {
    MemorySegment sockaddr = arena.allocate(MAX_SIZE, 8);
    Memory.putShort(sockaddr, 0, (short) family());
    Memory.put(sockaddr, 2, new byte[] {(byte) (port >> 8), (byte) port});
    Memory.put(sockaddr, address.isV4() ? 4 : 8, address.bytes());
    return sockaddr;
  }

  /** What the kernel wrote; an IPv4 address that came to an IPv6 socket is one all the same. */
  static IpEndpoint of(MemorySegment sockaddr) {
    byte[] bytes = Memory.bytes(sockaddr, MAX_SIZE);
    int port = (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    boolean v4 = Memory.getShort(sockaddr, 0) == AF_INET;
    int from = v4 ? 4 : isMapped(bytes) ? 20 : 8;
    byte[] address = new byte[v4 || from == 20 ? 4 : 16];
    System.arraycopy(bytes, from, address, 0, address.length);
    return new IpEndpoint(IpAddress.of(address), port);
  }

  /** ::ffff:0:0/96, RFC 4291, 2.5.5.2. */
  private static boolean isMapped(byte[] sockaddr) {
    for (int i = 8; i < 18; i++) {
      if (sockaddr[i] != 0) {
        return false;
      }
    }
    return sockaddr[18] == -1 && sockaddr[19] == -1;
  }

  /** {@code 10.88.0.1:53}, {@code [fd00::1]:53}. */
  @Override
  public String toString() {
    return (address.isV4() ? address + "" : "[" + address + "]") + ":" + port;
  }
}
