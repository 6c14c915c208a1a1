package io.beanpod.it;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server in the test, on the host's loopback: for pods with hostNetwork. */
final class WebServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private record Answer(int status, String location) {}

  WebServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          requests.add(
              path
                  + " "
                  + exchange.getRequestHeaders().getFirst("User-Agent")
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Test"));
          Answer answer = answers.getOrDefault(path, new Answer(200, ""));
          if (!answer.location().isEmpty()) {
            exchange.getResponseHeaders().set("Location", answer.location());
          }
          exchange.sendResponseHeaders(answer.status(), -1);
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Answers requests for a path so, from now on; other paths get 200. */
  void answer(String path, int status) {
    answers.put(path, new Answer(status, ""));
  }

  void redirect(String path, String location) {
    answers.put(path, new Answer(302, location));
  }

  /** What has come: path, User-Agent and X-Test. */
  List<String> requests() {
    return requests;
  }

  /** Waits until a path has been asked for so often. */
  void awaitRequests(String path, int count) {
    Await.until(
        count + " requests for " + path,
        () -> requests.stream().filter(r -> r.startsWith(path + " ")).count() >= count,
        () -> requests);
  }

  /** An httpGet of this server. */
  Map<String, Object> get(String path) {
    return Map.of(
        "httpGet",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            port(),
            "path",
            path,
            "httpHeaders",
            List.of(Map.of("name", "X-Test", "value", "yes"))));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
