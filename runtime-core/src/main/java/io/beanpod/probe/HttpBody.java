package io.beanpod.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first 10 KiB of a response's body, as the kubelet reads it. */
final class HttpBody {
  /** {@code maxRespBodyLength} of the kubelet. */
  static final int MAX = 10 * 1024;

  private final HttpInput in;
  private byte[] body = new byte[256];
  private int size;

  private HttpBody(HttpInput in) {
    this.in = in;
  }

  /**
   * Reads it, to its end or to the bound.
   *
   * @throws NetException if the connection ends before the body does
   */
  static String read(HttpInput in, HttpHead head) throws NetException {
    HttpBody body = new HttpBody(in);
    if (head.chunked()) {
      body.chunks();
    } else if (head.length() >= 0) {
      body.take(head.length());
    } else {
      body.rest();
    }
    return new String(body.body, 0, body.size, StandardCharsets.UTF_8);
  }

  private void chunks() throws NetException {
    for (long length = chunkLength(in.line()); length > 0; length = chunkLength(in.line())) {
      take(length);
      if (size == MAX) {
        return; // what follows is not looked at
      }
      if (!in.line().isEmpty()) {
        throw NetException.failed("malformed chunked encoding");
      }
    }
  }

  /** Hex digits, before extensions. */
  private static long chunkLength(String line) throws NetException {
    int semicolon = line.indexOf(';');
    String hex = (semicolon < 0 ? line : line.substring(0, semicolon)).trim();
    long length = 0;
    for (int i = 0; i < hex.length(); i++) {
      int digit = Character.digit(hex.charAt(i), 16);
      if (digit < 0 || i == 15) {
        throw NetException.failed("invalid byte in chunk length");
      }
      length = length << 4 | digit;
    }
    if (hex.isEmpty()) {
      throw NetException.failed("empty hex number for chunk length");
    }
    return length;
  }

  private void take(long length) throws NetException {
    for (long left = length; left > 0 && size < MAX; ) {
      int n = some(left);
      if (n < 0) {
        throw NetException.failed("unexpected EOF");
      }
      left -= n;
    }
  }

  private void rest() throws NetException {
    while (size < MAX && some(MAX) >= 0) {}
  }

  private int some(long wanted) throws NetException {
    if (size == body.length) {
      body = Arrays.copyOf(body, Math.min(MAX, size * 4));
    }
    int n = in.read(body, size, (int) Math.min(wanted, body.length - size));
    size += Math.max(0, n);
    return n;
  }
}
