package io.beanpod.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One unary gRPC call, stream 1 of its connection.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP2</a>
 */
final class GrpcCall {
  private static final int STREAM = 1;

  /** Of the header blocks and of the data, each: frames as such are bounded by {@link Http2}. */
  private static final int MAX_BLOCK = 64 * 1024;

  private final Http2 http2;
  private final Hpack hpack = new Hpack();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean answered;

  GrpcCall(Http2 http2) {
    this.http2 = http2;
  }

  /** Sends the request, as a whole. */
  void send(String authority, String path, int timeoutMillis, byte[] message) throws NetException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    String[] fields = {
      ":method", "POST",
      ":scheme", "http",
      ":path", path,
      ":authority", authority,
      "content-type", "application/grpc",
      "user-agent", "kube-probe/1.35",
      "te", "trailers",
      "grpc-timeout", timeoutMillis + "m",
    };
    for (int i = 0; i < fields.length; i += 2) {
      block.writeBytes(Hpack.literal(fields[i], fields[i + 1]));
    }
    http2.write(Http2.HEADERS, Http2.END_HEADERS, STREAM, block.toByteArray());
    byte[] framed = new byte[5 + message.length]; // not compressed, and the length
    framed[1] = (byte) (message.length >> 24);
    framed[2] = (byte) (message.length >> 16);
    framed[3] = (byte) (message.length >> 8);
    framed[4] = (byte) message.length;
    System.arraycopy(message, 0, framed, 5, message.length);
    http2.write(Http2.DATA, Http2.END_STREAM, STREAM, framed);
  }

  /** Waits for the end of the call; {@link #message} is what came, if it ended well. */
  GrpcStatus await() throws NetException {
    while (true) {
      Http2.Frame frame = http2.next();
      if (frame.type() == Http2.GOAWAY && frame.word(0) < STREAM) {
        return new GrpcStatus(GrpcStatus.UNAVAILABLE, "the connection is draining");
      }
      if (frame.stream() != STREAM) {
        continue;
      }
      Optional<GrpcStatus> end =
          switch (frame.type()) {
            case Http2.RST_STREAM -> Optional.of(GrpcStatus.ofReset(frame.word(0)));
            case Http2.HEADERS -> headers(frame);
            case Http2.DATA -> data(frame);
            default -> Optional.empty();
          };
      if (end.isPresent()) {
        return end.get();
      }
    }
  }

  private Optional<GrpcStatus> data(Http2.Frame frame) throws NetException {
    data.writeBytes(content(frame, 0));
    if (data.size() > MAX_BLOCK) {
      return Optional.of(new GrpcStatus(GrpcStatus.RESOURCE_EXHAUSTED, "message too large"));
    }
    return frame.has(Http2.END_STREAM) ? Optional.of(withoutTrailers()) : Optional.empty();
  }

  /** The first block opens the answer, the last one ends it; one that does both is an error's. */
  private Optional<GrpcStatus> headers(Http2.Frame first) throws NetException {
    List<Hpack.Field> fields = hpack.decode(block(first));
    if (!answered) {
      String status = value(fields, ":status");
      if (status.startsWith("1")) {
        return Optional.empty(); // 103: the answer is yet to come
      }
      String type = value(fields, "content-type");
      if (!status.equals("200")) {
        return Optional.of(GrpcStatus.ofHttp(status));
      }
      if (!type.startsWith("application/grpc")) {
        return Optional.of(
            new GrpcStatus(
                GrpcStatus.UNKNOWN,
                "unexpected HTTP status code received from server: 200 (OK); transport: received"
                    + " unexpected content-type \""
                    + type
                    + "\""));
      }
      answered = true;
    }
    if (!first.has(Http2.END_STREAM)) {
      return Optional.empty();
    }
    String status = value(fields, "grpc-status");
    return Optional.of(
        status.isEmpty()
            ? withoutTrailers()
            : new GrpcStatus(code(status), unescaped(value(fields, "grpc-message"))));
  }

  private byte[] block(Http2.Frame first) throws NetException {
    byte[] content = content(first, first.has(Http2.PRIORITY) ? 5 : 0);
    if (first.has(Http2.END_HEADERS)) {
      return content;
    }
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(content);
    Http2.Frame frame;
    do {
      frame = http2.read();
      if (frame.type() != Http2.CONTINUATION || block.size() > MAX_BLOCK) {
        throw NetException.failed("http2: a header block that does not end");
      }
      block.writeBytes(frame.payload());
    } while (!frame.has(Http2.END_HEADERS));
    return block.toByteArray();
  }

  /** The payload without its padding and the {@code skip} bytes in front. */
  private static byte[] content(Http2.Frame frame, int skip) throws NetException {
    byte[] payload = frame.payload();
    boolean padded = frame.has(Http2.PADDED) && payload.length > 0;
    int from = skip + (padded ? 1 : 0);
    int to = payload.length - (padded ? payload[0] & 0xff : 0);
    if (from > to) {
      throw NetException.failed("http2: more padding than payload");
    }
    return Arrays.copyOfRange(payload, from, to);
  }

  /**
   * The message that was answered.
   *
   * @throws NetException if it is not exactly one, uncompressed
   */
  byte[] message() throws NetException {
    byte[] framed = data.toByteArray();
    if (framed.length < 5 || framed[0] != 0) {
      throw NetException.failed("no message, or a compressed one");
    }
    int length = new Http2.Frame(0, 0, 0, framed).word(1);
    if (length != framed.length - 5) {
      throw NetException.failed("unexpected EOF");
    }
    return Arrays.copyOfRange(framed, 5, framed.length);
  }

  private static GrpcStatus withoutTrailers() {
    return new GrpcStatus(GrpcStatus.INTERNAL, "server closed the stream without sending trailers");
  }

  private static String value(List<Hpack.Field> fields, String name) {
    for (Hpack.Field field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return "";
  }

  private static int code(String status) {
    int code = 0;
    for (int i = 0; i < status.length(); i++) {
      int digit = status.charAt(i) - '0';
      if (digit < 0 || digit > 9 || i == 4) {
        return GrpcStatus.UNKNOWN;
      }
      code = code * 10 + digit;
    }
    return code;
  }

  /** Percent and hex stand for a byte of UTF-8. */
  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high = i + 3 <= text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 3 <= text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (c == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(c);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
