package io.beanpod.probe;

import java.nio.charset.StandardCharsets;

/**
 * Frames of an HTTP/2 connection in the clear, a client's side.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
final class Http2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int CONTINUATION = 9;

  static final int ACK = 1;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final int PRIORITY = 0x20;

  private static final int HEAD = 9;

  /** The initial {@code SETTINGS_MAX_FRAME_SIZE}, which a peer may not exceed unasked. */
  private static final int MAX_PAYLOAD = 16 * 1024;

  /** Of all frames of one probe, in bytes: a health answer has a few hundred. */
  private static final int MAX_RECEIVED = 256 * 1024;

  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_PUSH = {0, 2, 0, 0, 0, 0};

  /** One frame. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean has(int flag) {
      return (flags & flag) != 0;
    }

    /** Four bytes as a number. */
    int word(int offset) throws NetException {
      if (offset + 4 > payload.length) {
        throw NetException.failed("http2: frame too short");
      }
      return (payload[offset] & 0xff) << 24
          | (payload[offset + 1] & 0xff) << 16
          | (payload[offset + 2] & 0xff) << 8
          | payload[offset + 3] & 0xff;
    }
  }

  private final Channel channel;
  private int received;

  private Http2(Channel channel) {
    this.channel = channel;
  }

  /** Greets the server and waits for its greeting; closes the channel if that fails. */
  static Http2 over(Channel channel) throws NetException {
    Http2 http2 = new Http2(channel);
    try {
      channel.write(PREFACE, 0, PREFACE.length);
      http2.write(SETTINGS, 0, 0, NO_PUSH);
      Frame greeting = http2.read();
      if (greeting.type() != SETTINGS || greeting.has(ACK)) {
        throw NetException.failed("http2: the server's preface is not a SETTINGS frame");
      }
      http2.write(SETTINGS, ACK, 0, new byte[0]);
      return http2;
    } catch (NetException e) {
      channel.close();
      throw e;
    }
  }

  void write(int type, int flags, int stream, byte[] payload) throws NetException {
    byte[] frame = new byte[HEAD + payload.length];
    frame[0] = (byte) (payload.length >> 16);
    frame[1] = (byte) (payload.length >> 8);
    frame[2] = (byte) payload.length;
    frame[3] = (byte) type;
    frame[4] = (byte) flags;
    frame[5] = (byte) (stream >> 24);
    frame[6] = (byte) (stream >> 16);
    frame[7] = (byte) (stream >> 8);
    frame[8] = (byte) stream;
    System.arraycopy(payload, 0, frame, HEAD, payload.length);
    channel.write(frame, 0, frame.length);
  }

  /** The next frame of any kind. */
  Frame read() throws NetException {
    byte[] head = exactly(HEAD);
    int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
    received += HEAD + length;
    if (length > MAX_PAYLOAD || received > MAX_RECEIVED) {
      throw NetException.failed("http2: frame too large");
    }
    int stream = new Frame(0, 0, 0, head).word(5) & 0x7fffffff;
    return new Frame(head[3], head[4] & 0xff, stream, exactly(length));
  }

  /** The next frame that has something to say: settings and pings are answered here. */
  Frame next() throws NetException {
    while (true) {
      Frame frame = read();
      if (frame.type() == SETTINGS && !frame.has(ACK)) {
        write(SETTINGS, ACK, 0, new byte[0]);
      } else if (frame.type() == PING && !frame.has(ACK)) {
        write(PING, ACK, 0, frame.payload());
      } else {
        return frame;
      }
    }
  }

  private byte[] exactly(int length) throws NetException {
    byte[] bytes = new byte[length];
    for (int done = 0; done < length; ) {
      int n = channel.read(bytes, done, length - done);
      if (n < 0) {
        throw NetException.failed("error reading from server: EOF");
      }
      done += n;
    }
    return bytes;
  }

  @Override
  public void close() {
    channel.close();
  }
}
