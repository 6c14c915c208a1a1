package io.beanpod.probe;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/**
 * What is asked for.
 *
 * @param host an address without brackets, or a name
 * @param authority as it stands in the URL: the Host header unless another is wished
 * @param target path and query, as the request line has them
 */
record Url(boolean https, String host, int port, String authority, String target) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final String HEX = "0123456789ABCDEF";

  /** With the port always written out, as the kubelet does. */
  static Url of(boolean https, String host, int port, String path) {
    return new Url(https, host, port, Addresses.hostPort(host, port), escaped(path));
  }

  /**
   * Where a redirect leads.
   *
   * @param location the header, absolute or relative to this
   * @throws NetException if it is nothing that HTTP can follow
   */
  Url resolve(String location) throws NetException {
    URI uri;
    try {
      uri = new URI(toString()).resolve(new URI(escaped(location)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw NetException.failed("failed to parse Location header \"" + location + "\"");
    }
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    if (!secure && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw NetException.failed("unsupported protocol scheme \"" + uri.getScheme() + "\"");
    }
    String name = uri.getHost();
    if (name == null) {
      throw NetException.failed("http: no Host in request URL");
    }
    String bare = name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
    int number = uri.getPort() >= 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String where = uri.getPort() >= 0 ? name + ":" + uri.getPort() : name;
    return new Url(secure, bare, number, where, path + query);
  }

  /**
   * What a request line cannot have, as percent and hex: so no path can become a second line. A
   * fragment is never sent.
   */
  private static String escaped(String path) {
    int fragment = path.indexOf('#');
    String sent = fragment < 0 ? path : path.substring(0, fragment);
    StringBuilder out = null;
    for (int i = 0; i < sent.length(); i++) {
      char c = sent.charAt(i);
      boolean plain = c > ' ' && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0;
      if (plain && (c != '%' || isHex(sent, i + 1) && isHex(sent, i + 2))) {
        if (out != null) {
          out.append(c);
        }
        continue;
      }
      if (out == null) {
        out = new StringBuilder(sent.substring(0, i));
      }
      int end = Character.isHighSurrogate(c) && i + 1 < sent.length() ? i + 2 : i + 1;
      for (byte b : sent.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
        out.append('%').append(HEX.charAt(b >> 4 & 0xf)).append(HEX.charAt(b & 0xf));
      }
      i = end - 1;
    }
    return out == null ? sent : out.toString();
  }

  private static boolean isHex(String s, int i) {
    return i < s.length() && Character.digit(s.charAt(i), 16) >= 0;
  }

  @Override
  public String toString() {
    return (https ? "https://" : "http://") + authority + target;
  }
}
