package io.beanpod.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines and bytes of an HTTP response, with a bound on the lines of its head. */
final class HttpInput {
  /** Of all lines together, in bytes. Servers' own bounds for heads are 8 to 16 KiB. */
  static final int MAX_HEAD = 64 * 1024;

  private final Channel channel;
  private final byte[] buffer = new byte[4096];
  private int at;
  private int end;
  private byte[] line = new byte[128];
  private int lineBytes;

  HttpInput(Channel channel) {
    this.channel = channel;
  }

  /**
   * The next line, without its end.
   *
   * @throws NetException {@code EOF} at the end, {@code unexpected EOF} within a line
   */
  String line() throws NetException {
    int length = 0;
    while (true) {
      if (at == end && !fill()) {
        throw NetException.failed(length == 0 && lineBytes == 0 ? "EOF" : "unexpected EOF");
      }
      byte b = buffer[at++];
      if (++lineBytes > MAX_HEAD) {
        throw NetException.failed(
            "net/http: server response headers exceeded " + MAX_HEAD + " bytes; aborted");
      }
      if (b == '\n') {
        int text = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, text, StandardCharsets.ISO_8859_1);
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = b;
    }
  }

  /**
   * Some bytes after the lines.
   *
   * @return how many; -1 at the end
   */
  int read(byte[] to, int offset, int length) throws NetException {
    if (at == end && !fill()) {
      return -1;
    }
    int n = Math.min(length, end - at);
    System.arraycopy(buffer, at, to, offset, n);
    at += n;
    return n;
  }

  private boolean fill() throws NetException {
    at = 0;
    end = Math.max(0, channel.read(buffer, 0, buffer.length));
    return end > 0;
  }
}
