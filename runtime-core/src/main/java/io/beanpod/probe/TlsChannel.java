package io.beanpod.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS over a connection, whoever the other side is: a probe asks for life, not for identity. */
final class TlsChannel implements Channel {
  /** As Go says it; a hook goes on in the clear then. */
  static final String PLAIN_HTTP = "http: server gave HTTP response to HTTPS client";

  private static final String ALERT = "Received fatal alert: ";

  private final ConnectionSocket connection;
  private final SSLSocket tls;
  private final InputStream in;
  private final OutputStream out;

  private TlsChannel(ConnectionSocket connection, SSLSocket tls) throws IOException {
    this.connection = connection;
    this.tls = tls;
    in = tls.getInputStream();
    out = tls.getOutputStream();
  }

  /** Shakes hands; closes the connection if that fails. */
  static TlsChannel over(Connection connection, String host, int port) throws NetException {
    ConnectionSocket socket = ConnectionSocket.of(connection);
    try {
      SSLSocket tls = (SSLSocket) TrustAll.FACTORY.createSocket(socket, host, port, true);
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"http/1.1"});
      if (!Addresses.isLiteral(host)) {
        parameters.setServerNames(List.of(new SNIHostName(host)));
      }
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return new TlsChannel(socket, tls);
    } catch (IOException | IllegalArgumentException e) {
      socket.close();
      throw translated(socket, e);
    }
  }

  @Override
  public int read(byte[] to, int offset, int length) throws NetException {
    try {
      return in.read(to, offset, length);
    } catch (IOException e) {
      throw translated(connection, e);
    }
  }

  @Override
  public void write(byte[] from, int offset, int length) throws NetException {
    try {
      out.write(from, offset, length);
    } catch (IOException e) {
      throw translated(connection, e);
    }
  }

  @Override
  public void close() {
    try {
      tls.close();
    } catch (IOException e) {
      connection.close(); // only the farewell could not be sent
    } finally {
      connection.close();
    }
  }

  private static NetException translated(ConnectionSocket connection, Exception e) {
    if (connection.sawPlainHttp()) {
      return NetException.failed(PLAIN_HTTP);
    }
    if (connection.failure().isPresent()) {
      return connection.failure().get();
    }
    if (connection.sawEnd()) {
      return NetException.failed("EOF");
    }
    String text = String.valueOf(e.getMessage());
    return text.startsWith(ALERT)
        ? NetException.failed(
            "remote error: tls: " + text.substring(ALERT.length()).replace('_', ' '))
        : NetException.failed("tls: " + text);
  }
}
