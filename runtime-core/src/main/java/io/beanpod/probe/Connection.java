package io.beanpod.probe;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.IpAddress;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TcpSocket;
import io.beanpod.linux.UnixSocket;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A TCP connection of one probe. For one thread. */
final class Connection implements Channel {
  private static final int BUFFER = 4096;
  private static final int SLACK_MILLIS = 10;

  private final Fd socket;
  private final String peer;
  private final Deadline deadline;
  private int bound;
  private final NativeBuffer buffer = new NativeBuffer(BUFFER);

  private Connection(Fd socket, String peer, Deadline deadline, int bound) {
    this.bound = bound;
    this.socket = socket;
    this.peer = peer;
    this.deadline = deadline;
  }

  /**
   * Connects to the first of the host's addresses that answers.
   *
   * @param host an address or a name
   * @throws NetException saying {@code dial tcp ADDRESS:PORT: } and why
   */
  static Connection open(String host, int port, Deadline deadline) throws NetException {
    List<byte[]> addresses = Addresses.of(host);
    NetException last = null;
    for (byte[] address : addresses) {
      try {
        return open(address, port, deadline);
      } catch (NetException e) {
        last = e;
      }
    }
    throw Objects.requireNonNull(last, "a name without addresses");
  }

  private static Connection open(byte[] address, int port, Deadline deadline) throws NetException {
    String peer = Addresses.hostPort(IpAddress.of(address).toString(), port);
    Fd socket = null;
    try {
      socket = TcpSocket.open(address);
      int millis = deadline.remaining();
      if (millis == 0) {
        throw NetException.timeout("dial tcp " + peer + ": i/o timeout");
      }
      UnixSocket.timeout(socket, millis);
      TcpSocket.connect(socket, address, port);
      return new Connection(socket, peer, deadline, millis);
    } catch (SyscallException e) {
      if (socket != null) {
        socket.close();
      }
      if (e.errno() == Errno.EINPROGRESS) {
        throw NetException.timeout("dial tcp " + peer + ": i/o timeout");
      }
      throw NetException.failed("dial tcp " + peer + ": " + e.call() + ": " + text(e));
    } catch (NetException e) {
      if (socket != null) {
        socket.close();
      }
      throw e;
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws NetException {
    String what = "read tcp " + peer;
    try {
      bound(what);
      int n = TcpSocket.receive(socket, buffer, Math.min(length, BUFFER));
      if (n < 0) {
        throw NetException.timeout(what + ": i/o timeout");
      }
      buffer.copyTo(0, to, offset, n);
      return n == 0 ? -1 : n;
    } catch (SyscallException e) {
      throw NetException.failed(what + ": read: " + text(e));
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws NetException {
    String what = "write tcp " + peer;
    try {
      int done = 0;
      while (done < length) {
        int chunk = Math.min(length - done, BUFFER);
        buffer.copyFrom(from, offset + done, 0, chunk);
        bound(what);
        int n = TcpSocket.send(socket, buffer, 0, chunk);
        if (n < 0) {
          throw NetException.timeout(what + ": i/o timeout");
        }
        done += n;
      }
    } catch (SyscallException e) {
      throw NetException.failed(what + ": write: " + text(e));
    }
  }

  /**
   * For the next call that waits. The socket keeps the time it was given last while that is no more
   * than a little too long: most probes are over before it has to be said again.
   */
  private void bound(String what) throws NetException, SyscallException {
    int millis = deadline.remaining();
    if (millis == 0) {
      throw NetException.timeout(what + ": i/o timeout");
    }
    if (millis < bound - SLACK_MILLIS) {
      UnixSocket.timeout(socket, millis);
      bound = millis;
    }
  }

  /** As Go prints an error number. */
  private static String text(SyscallException e) {
    return Errno.text(e.errno()).toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    socket.close();
    buffer.close();
  }
}
