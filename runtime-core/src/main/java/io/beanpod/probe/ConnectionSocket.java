package io.beanpod.probe;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.util.Optional;

/**
 * A {@link Connection} in the shape that JSSE wants below itself, so that its deadline holds for
 * each byte of a handshake, in both directions. Remembers what JSSE's exceptions do not tell.
 */
final class ConnectionSocket extends Socket {
  private static final String HTTP = "HTTP/";

  private final Connection connection;
  private final StringBuilder beginning = new StringBuilder();
  private boolean ended;
  private boolean closed;
  private Optional<NetException> failure = Optional.empty();

  private ConnectionSocket(SocketImpl none, Connection connection) throws SocketException {
    super(none);
    this.connection = connection;
  }

  /** Takes the connection over: closing this closes it. */
  static ConnectionSocket of(Connection connection) throws NetException {
    try {
      return new ConnectionSocket((SocketImpl) null, connection); // no socket of its own
    } catch (SocketException e) {
      connection.close();
      throw NetException.failed("tls: " + e.getMessage());
    }
  }

  /** Why the connection failed, if it did. */
  Optional<NetException> failure() {
    return failure;
  }

  /** Whether the first bytes that came were those of an HTTP response in the clear. */
  boolean sawPlainHttp() {
    return beginning.toString().equals(HTTP);
  }

  /** Whether the other side has closed the connection. */
  boolean sawEnd() {
    return ended;
  }

  @Override
  public InputStream getInputStream() {
    return new InputStream() {
      @Override
      public int read() throws NetException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws NetException {
        return length == 0 ? 0 : receive(to, offset, length);
      }
    };
  }

  private int receive(byte[] to, int offset, int length) throws NetException {
    checkOpen();
    try {
      int n = connection.read(to, offset, length);
      ended |= n < 0;
      for (int i = 0; i < n && beginning.length() < HTTP.length(); i++) {
        beginning.append((char) (to[offset + i] & 0xff));
      }
      return n;
    } catch (NetException e) {
      failed(e);
      throw e;
    }
  }

  /** The first one is why; JSSE then fails to say goodbye as well. */
  private void failed(NetException e) {
    if (failure.isEmpty()) {
      failure = Optional.of(e);
    }
  }

  /** JSSE may want to say goodbye after it has closed the socket below. */
  private void checkOpen() throws NetException {
    if (closed) {
      throw NetException.failed("use of closed network connection");
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws NetException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws NetException {
        checkOpen();
        try {
          connection.write(from, offset, length);
        } catch (NetException e) {
          failed(e);
          throw e;
        }
      }
    };
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public int getSoLinger() {
    return -1;
  }

  @Override
  public void shutdownOutput() {}

  @Override
  public void shutdownInput() {}

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      connection.close();
    }
  }
}
