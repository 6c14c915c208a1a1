package io.beanpod.probe;

import io.beanpod.lifecycle.Handler;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of a GET request, with the headers that the kubelet's has: Go's {@code net/http} on top
 * of {@code pkg/probe/http/request.go}.
 */
final class HttpRequest {
  private HttpRequest() {}

  /**
   * @param host the Host header
   * @param agent the User-Agent, unless the headers have one
   * @throws NetException if a header cannot be sent, as one with a line break in its value
   */
  static byte[] bytes(Url url, String host, String agent, List<Handler.Header> headers)
      throws NetException {
    StringBuilder text = new StringBuilder(256);
    text.append("GET ").append(url.target()).append(" HTTP/1.1\r\nHost: ").append(host);
    text.append("\r\n");
    if (!has(headers, "User-Agent")) {
      text.append("User-Agent: ").append(agent).append("\r\n");
    }
    if (!has(headers, "Accept")) {
      text.append("Accept: */*\r\n");
    }
    for (Handler.Header header : headers) {
      append(text, header);
    }
    return text.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The Host header that the headers wish; empty: none. */
  static String wishedHost(List<Handler.Header> headers) {
    for (Handler.Header header : headers) {
      if (header.name().equalsIgnoreCase("Host")) {
        return header.value();
      }
    }
    return "";
  }

  private static void append(StringBuilder text, Handler.Header header) throws NetException {
    String name = header.name();
    for (int i = 0; i < header.value().length(); i++) {
      char c = header.value().charAt(i);
      if (c < ' ' && c != '\t' || c == 0x7f) {
        throw NetException.failed("net/http: invalid header field value for \"" + name + "\"");
      }
    }
    // An empty one asks for the header to be left out; the last four describe the connection.
    boolean empty = header.value().isEmpty();
    boolean left =
        empty && (is(name, "Accept") || is(name, "User-Agent"))
            || is(name, "Host")
            || is(name, "Connection")
            || is(name, "Content-Length")
            || is(name, "Transfer-Encoding");
    if (!left) {
      text.append(name).append(": ").append(header.value()).append("\r\n");
    }
  }

  private static boolean has(List<Handler.Header> headers, String name) {
    for (Handler.Header header : headers) {
      if (is(header.name(), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(String name, String wanted) {
    return name.equalsIgnoreCase(wanted);
  }
}
