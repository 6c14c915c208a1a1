package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A probe on one line: {@code DescribeProbe} of kubectl. */
final class ProbeText {
  /** What may stand unescaped in the path of a URL, beside letters and digits. */
  private static final String PATH = "-_.~$&+,/:;=@";

  private ProbeText() {}

  /**
   * {@code http-get http://:8081/ delay=10s timeout=1s period=5s #success=1 #failure=3}.
   *
   * @param probe a v1.Probe; what it lacks are the API's defaults
   */
  static String of(Map<String, Object> probe) {
    return handler(probe)
        + " delay="
        + number(probe, "initialDelaySeconds", 0)
        + "s timeout="
        + number(probe, "timeoutSeconds", 1)
        + "s period="
        + number(probe, "periodSeconds", 10)
        + "s #success="
        + number(probe, "successThreshold", 1)
        + " #failure="
        + number(probe, "failureThreshold", 3);
  }

  private static String handler(Map<String, Object> probe) {
    if (probe.get("exec") != null) {
      StringBuilder words = new StringBuilder();
      List<Object> command = Json.list(Json.at(probe, "exec", "command"));
      for (Object word : command) {
        words.append(words.isEmpty() ? "" : " ").append(word);
      }
      return "exec [" + words + "]";
    }
    if (probe.get("httpGet") != null) {
      return "http-get " + url(Json.object(probe.get("httpGet")));
    }
    if (probe.get("tcpSocket") != null) {
      Map<String, Object> socket = Json.object(probe.get("tcpSocket"));
      return "tcp-socket " + Json.string(socket.get("host")) + ":" + socket.get("port");
    }
    if (probe.get("grpc") != null) {
      Map<String, Object> grpc = Json.object(probe.get("grpc"));
      return "grpc <pod>:" + grpc.get("port") + " " + Json.string(grpc.get("service"));
    }
    return "unknown";
  }

  private static String url(Map<String, Object> get) {
    String scheme = Json.string(get.get("scheme")).toLowerCase(Locale.ROOT);
    String host = Json.string(get.get("host"));
    String path = Json.string(get.get("path"));
    return (scheme.isEmpty() ? "http" : scheme)
        + "://"
        + (host.indexOf(':') < 0 ? host : "[" + host + "]")
        + ":"
        + get.get("port")
        + (path.isEmpty() || path.startsWith("/") ? "" : "/")
        + escaped(path);
  }

  private static String escaped(String path) {
    StringBuilder text = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || PATH.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 0xf, 16)));
      }
    }
    return text.toString();
  }

  private static long number(Map<String, Object> probe, String field, long otherwise) {
    return probe.get(field) instanceof Long number ? number : otherwise;
  }
}
