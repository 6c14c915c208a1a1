package io.beanpod.probe;

/**
 * The head of an HTTP response.
 *
 * @param status 200 to 999, or 101
 * @param location where a redirect leads; empty: nowhere
 * @param chunked whether the body comes in chunks
 * @param length of the body in bytes; -1: until the connection ends
 */
record HttpHead(int status, String location, boolean chunked, long length) {
  private static final int MAX_INFORMATIONAL = 5;
  private static final int SWITCHING_PROTOCOLS = 101;

  /** Reads the head of the answer, past those that only say that it will come (100, 103). */
  static HttpHead read(HttpInput in) throws NetException {
    for (int i = 0; i <= MAX_INFORMATIONAL; i++) {
      HttpHead head = one(in);
      if (head.status >= 200 || head.status == SWITCHING_PROTOCOLS) {
        return head;
      }
    }
    throw broken("too many 1xx informational responses");
  }

  private static HttpHead one(HttpInput in) throws NetException {
    int status = status(in.line());
    String location = "";
    boolean chunked = false;
    long length = -1;
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw broken("malformed MIME header line: " + line);
      }
      String value = line.substring(colon + 1).trim();
      if (is(line, colon, "Location")) {
        location = value;
      } else if (is(line, colon, "Content-Length")) {
        length = length(value);
      } else if (is(line, colon, "Transfer-Encoding")) {
        chunked = value.equalsIgnoreCase("chunked");
        if (!chunked) {
          throw broken("unsupported transfer encoding: \"" + value + "\"");
        }
      }
    }
    boolean bodiless = status < 200 || status == 204 || status == 304;
    return new HttpHead(status, location, chunked && !bodiless, bodiless ? 0 : length);
  }

  private static boolean is(String line, int colon, String name) {
    return colon == name.length() && line.regionMatches(true, 0, name, 0, colon);
  }

  /** Of {@code HTTP/1.1 200 OK}. */
  private static int status(String line) throws NetException {
    int space = line.indexOf(' ');
    if (!line.startsWith("HTTP/") || space < 0) {
      throw broken("malformed HTTP response \"" + line + "\"");
    }
    int from = space;
    while (from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    int end = line.indexOf(' ', from);
    String code = line.substring(from, end < 0 ? line.length() : end);
    int status = code.length() == 3 ? (int) number(code) : -1;
    if (status < 0) {
      throw broken("malformed HTTP status code \"" + code + "\"");
    }
    return status;
  }

  private static long length(String value) throws NetException {
    long length = number(value);
    if (length < 0) {
      throw broken("bad Content-Length \"" + value + "\"");
    }
    return length;
  }

  /** Digits only, at most 18 of them; -1 for anything else. */
  private static long number(String digits) {
    if (digits.isEmpty() || digits.length() > 18) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  private static NetException broken(String why) {
    return NetException.failed("net/http: HTTP/1.x transport connection broken: " + why);
  }
}
