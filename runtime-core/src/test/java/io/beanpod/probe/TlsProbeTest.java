package io.beanpod.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes and hooks against a server whose certificate nobody should trust. */
class TlsProbeTest {
  private static final int LONG = 60_000;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir static Path dir;
  private static SSLContext context;

  @BeforeAll
  static void makeAKey() throws IOException, InterruptedException, GeneralSecurityException {
    Path store = dir.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/keytool",
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=somebody.else",
                "-startdate",
                "-10d",
                "-validity",
                "1", // expired, too
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "password")
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(120, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "password".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "password".toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
  }

  private static HttpsServer server() throws IOException {
    HttpsServer server =
        HttpsServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "well".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/") ? 200 : 500, 4);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static Handler.HttpGet https(int port, String host, String path) {
    return new Handler.HttpGet(true, host, port, path, List.of());
  }

  @Test
  void anyCertificateWillDo() throws IOException {
    HttpsServer server = server();
    int port = server.getAddress().getPort();
    try {
      for (String host : List.of("", "localhost")) {
        assertThat(Prober.probe(https(port, host, "/"), "127.0.0.1", LONG))
            .isEqualTo(ProbeOutcome.success("well"));
      }
      assertThat(Prober.probe(https(port, "", "/bad"), "127.0.0.1", LONG))
          .isEqualTo(ProbeOutcome.failure("HTTP probe failed with statuscode: 500"));
      assertThat(Prober.hook(https(port, "", "/bad"), "127.0.0.1", LONG))
          .isEqualTo(ProbeOutcome.success(""));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerThatSpeaksHttpIsFoundOut() throws IOException {
    try (Servers server =
        Servers.doing(
            c ->
                c.getOutputStream()
                    .write("HTTP/1.0 400 x\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {
      assertThat(Prober.probe(https(server.port(), "", "/"), "127.0.0.1", LONG).output())
          .endsWith("\": http: server gave HTTP response to HTTPS client");
    }
  }

  @Test
  void aHookFallsBackToHttpWithoutItsCredentials() throws IOException {
    String refusal = "HTTP/1.0 400 Client sent an HTTPS request\r\n\r\n";
    List<String> asked = new CopyOnWriteArrayList<>();
    boolean[] second = new boolean[1];
    try (Servers server =
        Servers.doing(
            c -> {
              if (second[0]) {
                asked.add(Servers.head(c.getInputStream()));
                c.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
              } else {
                second[0] = true;
                assertThat(c.getInputStream().read()).isEqualTo(22); // a TLS handshake's first byte
                c.getOutputStream().write(refusal.getBytes(StandardCharsets.US_ASCII));
                c.shutdownOutput();
                assertThat(c.getInputStream().readAllBytes()).isNotEmpty();
              }
            })) {
      Handler.HttpGet get =
          new Handler.HttpGet(
              true,
              "",
              server.port(),
              "/stop",
              List.of(new Handler.Header("Authorization", "secret"), new Handler.Header("X", "y")));
      assertThat(Prober.hook(get, "127.0.0.1", LONG))
          .isEqualTo(
              ProbeOutcome.warning(
                  "request to HTTPS lifecycle hook 127.0.0.1:"
                      + server.port()
                      + " got HTTP response, retry with HTTP succeeded"));
      assertThat(String.join("", asked))
          .startsWith("GET /stop HTTP/1.1")
          .contains("User-Agent: kube-lifecycle/1.35", "X: y")
          .doesNotContain("secret");
    }
  }

  @Test
  void aHookFailsWhereNothingAnswers() throws IOException {
    int port = Servers.closedPort();
    assertThat(Prober.hook(https(port, "", "/"), "127.0.0.1", LONG))
        .isEqualTo(
            ProbeOutcome.failure(
                "Get \"https://127.0.0.1:"
                    + port
                    + "/\": dial tcp 127.0.0.1:"
                    + port
                    + ": connect: connection refused"));
  }

  @Test
  void aHandshakeThatEndsEarlyFails() throws IOException {
    try (Servers server = Servers.doing(c -> assertThat(c.getInputStream().read()).isEqualTo(22))) {
      assertThat(Prober.probe(https(server.port(), "", "/"), "127.0.0.1", LONG).verdict())
          .isEqualTo(ProbeOutcome.Verdict.FAILURE);
    }
  }

  @Test
  void oneDeadlineHoldsForAHandshakeThatDoesNotEnd() throws IOException {
    try (Servers server =
        Servers.doing(c -> assertThat(c.getInputStream().readAllBytes()).isNotEmpty())) {
      assertThat(Prober.probe(https(server.port(), "", "/"), "127.0.0.1", 1500).output())
          .endsWith("context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    }
  }
}
