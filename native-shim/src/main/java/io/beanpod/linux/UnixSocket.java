package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * Unix stream sockets with a path.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
 */
public final class UnixSocket {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;
  private static final int MAX_PATH = 107;
  private static final int ADDRESS_SIZE = 110;
  private static final int BACKLOG = 16;

  private UnixSocket() {}

  /**
   * Listens at {@code path}, which only root may connect to (mode 0600).
   *
   * <p>A path over 107 bytes does not fit into a sockaddr_un: it is reached through a descriptor of
   * its directory.
   *
   * @throws SyscallException ENAMETOOLONG if the last name alone is too long (over some 80 bytes)
   */
  public static Fd listen(String path) throws SyscallException {
    Fd socket = socket();
    try {
      // bind(2) gives the file the mode of the socket (unix_bind in net/unix/af_unix.c), so that it
      // is never there with more rights, and the umask, which all threads share, stays as it is.
      Kernel.check("fchmod", path, Kernel.call(Nr.FCHMOD, socket.number(), 0600));
      withAddress(socket, path, Nr.BIND, "bind");
      Kernel.check("listen", path, Kernel.call(Nr.LISTEN, socket.number(), BACKLOG));
    } catch (SyscallException | RuntimeException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  /** Connects to the socket at {@code path}, and waits for that. */
  public static Fd connect(String path) throws SyscallException {
    return connect(path, 0);
  }

  /**
   * Connects to the socket at {@code path}.
   *
   * @param millis that this, and each read and write, takes at most; 0: no limit
   * @throws SyscallException EAGAIN if nobody has accepted those before in that time
   */
  public static Fd connect(String path, int millis) throws SyscallException {
    Fd socket = socket();
    try {
      if (millis > 0) {
        timeout(socket, millis);
      }
      withAddress(socket, path, Nr.CONNECT, "connect");
    } catch (SyscallException | RuntimeException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  /** Takes the next connection; it blocks, and is O_CLOEXEC. */
  public static Fd accept(Fd listening) throws SyscallException {
    long fd;
    do {
      fd = Kernel.call(Nr.ACCEPT4, listening.number(), 0, 0, Fd.O_CLOEXEC);
    } while (fd == -Errno.EINTR);
    return Fd.of((int) Kernel.check("accept4", "", fd));
  }

  /** The user id of the process at the other end (SO_PEERCRED). */
  public static int peerUid(Fd connection) throws SyscallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment credentials = arena.allocate(16, 8);
      MemorySegment length = arena.allocate(8, 8);
      Memory.putInt(length, 0, 12);
      long r =
          Kernel.call(
              Nr.GETSOCKOPT, connection.number(), 1, 17, credentials.address(), length.address());
      Kernel.check("getsockopt", "SO_PEERCRED", r);
      return Memory.getInt(credentials, 4);
    }
  }

  /** Ends a read or write that would take longer than {@code millis} (SO_RCVTIMEO/SO_SNDTIMEO). */
  public static void timeout(Fd socket, int millis) throws SyscallException {
    try (NativeBuffer timeval = new NativeBuffer(16)) {
      Memory.putLong(timeval.memory(), 0, millis / 1000);
      Memory.putLong(timeval.memory(), 8, millis % 1000 * 1000L);
      for (int option = 20; option <= 21; option++) {
        long r = Kernel.call(Nr.SETSOCKOPT, socket.number(), 1, option, timeval.address(), 16);
        Kernel.check("setsockopt", "SO_RCVTIMEO", r);
      }
    }
  }

  private static Fd socket() throws SyscallException {
    long fd = Kernel.call(Nr.SOCKET, AF_UNIX, SOCK_STREAM | Fd.O_CLOEXEC, 0);
    return Fd.of((int) Kernel.check("socket", "AF_UNIX", fd));
  }

  private static void withAddress(Fd socket, String path, int nr, String call)
      throws SyscallException {
    if (path.isEmpty() || path.indexOf('\0') >= 0) { // both would name an abstract socket
      throw new IllegalArgumentException("no path of a socket: '" + path.replace('\0', '?') + "'");
    }
    byte[] utf8 = path.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= MAX_PATH) {
      Kernel.check(call, path, addressed(socket, utf8, nr));
      return;
    }
    int slash = path.lastIndexOf('/');
    String parent = slash < 0 ? "." : path.substring(0, slash + 1);
    try (Fd dir = Fd.open(parent, Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      String near = "/proc/self/fd/" + dir.number() + "/" + path.substring(slash + 1);
      byte[] utf8Near = near.getBytes(StandardCharsets.UTF_8);
      if (utf8Near.length > MAX_PATH) {
        throw new SyscallException(call, Errno.ENAMETOOLONG, path);
      }
      Kernel.check(call, path, addressed(socket, utf8Near, nr));
    }
  }

  private static long addressed(Fd socket, byte[] path, int nr) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_SIZE, 8);
      Memory.putShort(address, 0, (short) AF_UNIX);
      Memory.put(address, 2, path);
      return Kernel.call(nr, socket.number(), address.address(), 3L + path.length);
    }
  }
}
