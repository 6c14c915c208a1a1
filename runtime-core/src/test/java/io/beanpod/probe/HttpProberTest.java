package io.beanpod.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProberTest {
  private static final int LONG = 60_000;
  private static final int SHORT = 300;
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static ProbeOutcome probe(int port, String path, int timeout, Handler.Header... headers) {
    Handler get = new Handler.HttpGet(false, "", port, path, List.of(headers));
    return Prober.probe(get, "127.0.0.1", timeout);
  }

  private static ProbeOutcome answer(String... answers) throws IOException {
    try (Servers server = Servers.answering(answers)) {
      return probe(server.port(), "/", LONG);
    }
  }

  private static String get(int port, String path) {
    return "Get \"http://127.0.0.1:" + port + path + "\": ";
  }

  @Test
  void asksAsTheKubeletDoes() throws IOException {
    try (Servers server = Servers.answering(OK)) {
      assertThat(probe(server.port(), "/healthz?full=1", LONG))
          .isEqualTo(ProbeOutcome.success("ok"));
      assertThat(server.requests)
          .containsExactly(
              "GET /healthz?full=1 HTTP/1.1\r\nHost: 127.0.0.1:"
                  + server.port()
                  + "\r\nUser-Agent: kube-probe/1.35\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    }
  }

  @Test
  void headersReplaceTheOwn() throws IOException {
    try (Servers server = Servers.answering(OK)) {
      probe(
          server.port(),
          "/",
          LONG,
          new Handler.Header("host", "example.org"),
          new Handler.Header("user-agent", "me"),
          new Handler.Header("Accept", ""),
          new Handler.Header("X-Two", "1"),
          new Handler.Header("X-Two", "2"));
      assertThat(server.requests)
          .containsExactly(
              "GET / HTTP/1.1\r\nHost: example.org\r\nuser-agent: me\r\nX-Two: 1\r\nX-Two: 2\r\n"
                  + "Connection: close\r\n\r\n");
    }
  }

  @Test
  void nothingInThePathOrAHeaderBecomesALineOfItsOwn() throws IOException {
    try (Servers server = Servers.answering(OK)) {
      probe(server.port(), "/a b\r\nX: y%2f%zz\u00e9#part", LONG);
      assertThat(server.requests.get(0))
          .startsWith("GET /a%20b%0D%0AX:%20y%2f%25zz%C3%A9 HTTP/1.1\r\nHost:");
      for (String name : List.of("X", "Host")) {
        assertThat(probe(server.port(), "/", LONG, new Handler.Header(name, "a\r\nEvil: yes")))
            .isEqualTo(
                ProbeOutcome.failure(
                    get(server.port(), "/")
                        + "net/http: invalid header field value for \""
                        + name
                        + "\""));
      }
      assertThat(server.requests).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  void success(int status) throws IOException {
    assertThat(answer("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(ProbeOutcome.success(""));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 304, 399})
  void aRedirectToNowhereIsAWarning(int status) throws IOException {
    assertThat(answer("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n"))
        .isEqualTo(ProbeOutcome.warning("Probe terminated redirects, Response body: "));
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 400, 404, 500, 503, 999})
  void failure(int status) throws IOException {
    assertThat(answer("HTTP/1.1 " + status + " x\r\nContent-Length: 3\r\n\r\nbad"))
        .isEqualTo(ProbeOutcome.failure("HTTP probe failed with statuscode: " + status));
  }

  @Test
  void bodiesInEachFraming() throws IOException {
    String ok = "HTTP/1.1 200 OK\r\n";
    assertThat(answer(ok + "\r\nto the end").output()).isEqualTo("to the end");
    assertThat(answer(ok + "content-length:  3 \r\n\r\nabcdef").output()).isEqualTo("abc");
    assertThat(
            answer(
                    ok
                        + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\n")
                .output())
        .isEqualTo("abc0123456789");
    assertThat(answer("HTTP/1.0 200 OK\n\nbare").output()).isEqualTo("bare");
    assertThat(answer("HTTP/1.1 100 Continue\r\n\r\n" + OK).output()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nwhat\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n",
      })
  void halfABodySaysNothing(String rest) throws IOException {
    assertThat(answer("HTTP/1.1 500 x\r\n" + rest).verdict())
        .isEqualTo(ProbeOutcome.Verdict.UNKNOWN);
  }

  @Test
  void whatWentWrongItselfIsTriedThreeTimes() throws IOException {
    String half = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc";
    try (Servers server = Servers.answering(half, half, OK)) {
      assertThat(probe(server.port(), "/", LONG)).isEqualTo(ProbeOutcome.success("ok"));
    }
    try (Servers server = Servers.answering(half)) {
      assertThat(probe(server.port(), "/", LONG)).isEqualTo(ProbeOutcome.unknown("unexpected EOF"));
      assertThat(server.requests).hasSize(3);
    }
  }

  @Test
  void brokenAnswersSayWhatIsBroken() throws IOException {
    String broken = "net/http: HTTP/1.x transport connection broken: ";
    assertThat(answer("").output()).endsWith("\": EOF");
    assertThat(answer("HTTP/1.1 200 OK\r\nX: y\r\n").output()).endsWith("\": unexpected EOF");
    assertThat(answer("SSH-2.0-OpenSSH_9\r\n").output())
        .endsWith(broken + "malformed HTTP response \"SSH-2.0-OpenSSH_9\"");
    assertThat(answer("HTTP/1.1 20 OK\r\n\r\n").output())
        .endsWith(broken + "malformed HTTP status code \"20\"");
    assertThat(answer("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n").output())
        .endsWith(broken + "malformed MIME header line: nonsense");
    assertThat(answer("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n").output())
        .endsWith(broken + "bad Content-Length \"-1\"");
    assertThat(answer("HTTP/1.1 100 x\r\n\r\n".repeat(9)).output())
        .endsWith(broken + "too many 1xx informational responses");
  }

  @Test
  void redirectsAreFollowedOnTheSameHost() throws IOException {
    String to = "Content-Length: 0\r\nLocation: ";
    try (Servers other = Servers.answering(OK);
        Servers server =
            Servers.answering(
                "HTTP/1.1 302 x\r\n" + to + "/login?a=b\r\n\r\n",
                "HTTP/1.1 308 x\r\n" + to + "http://127.0.0.1:" + other.port() + "\r\n\r\n")) {
      assertThat(probe(server.port(), "/in/here", LONG, new Handler.Header("Host", "example.org")))
          .isEqualTo(ProbeOutcome.success("ok"));
      assertThat(server.requests.get(1)).startsWith("GET /login?a=b HTTP/1.1\r\nHost: example.org");
      assertThat(other.requests.get(0))
          .startsWith("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + other.port() + "\r\n");
    }
  }

  @Test
  void aRedirectToAnotherHostIsAWarningWithTheBody() throws IOException {
    assertThat(answer("HTTP/1.1 301 x\r\nLocation: https://example.org/\r\n\r\nmoved"))
        .isEqualTo(ProbeOutcome.warning("Probe terminated redirects, Response body: moved"));
  }

  @Test
  void redirectsEndAfterTen() throws IOException {
    try (Servers server = Servers.answering("HTTP/1.1 302 x\r\nLocation: /again\r\n\r\n")) {
      assertThat(probe(server.port(), "/", LONG))
          .isEqualTo(ProbeOutcome.failure("Get \"/again\": stopped after 10 redirects"));
      assertThat(server.requests).hasSize(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://127.0.0.1/", "http://", "http://[::1", "//", "mailto:x"})
  void aLocationThatLeadsNowhereFails(String location) throws IOException {
    assertThat(answer("HTTP/1.1 302 x\r\nLocation: " + location + "\r\n\r\n").verdict())
        .isEqualTo(ProbeOutcome.Verdict.FAILURE);
  }

  @Test
  void nobodyListens() throws IOException {
    int port = Servers.closedPort();
    assertThat(probe(port, "/", LONG))
        .isEqualTo(
            ProbeOutcome.failure(
                get(port, "/") + "dial tcp 127.0.0.1:" + port + ": connect: connection refused"));
  }

  @Test
  void ipv6IsWrittenInBrackets() throws IOException {
    int port = Servers.closedPort();
    Handler get = new Handler.HttpGet(false, "::1", port, "/", List.of());
    assertThat(Prober.probe(get, "127.0.0.1", LONG).output())
        .startsWith("Get \"http://[::1]:" + port + "/\": dial tcp [::1]:" + port + ": ");
  }

  @Test
  void anEndlessBodyIsCutOff() throws IOException {
    byte[] piece = "x".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    try (Servers server =
        Servers.doing(
            c -> {
              c.getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                c.getOutputStream().write(piece);
              }
            })) {
      assertThat(probe(server.port(), "/", LONG).output()).isEqualTo("x".repeat(HttpBody.MAX));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nX: y\r\n"})
  void anEndlessHeadIsCutOff(String beginning) throws IOException {
    byte[] more =
        (beginning.endsWith("y\r\n") ? "X: y\r\n" : "xxxxxxxx").getBytes(StandardCharsets.US_ASCII);
    try (Servers server =
        Servers.doing(
            c -> {
              c.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
              while (true) {
                c.getOutputStream().write(more);
              }
            })) {
      assertThat(probe(server.port(), "/", LONG).output())
          .endsWith("net/http: server response headers exceeded 65536 bytes; aborted");
    }
  }

  @Test
  void oneDeadlineHoldsForASlowDrip() throws IOException {
    try (Servers server =
        Servers.doing(
            c -> {
              OutputStream out = c.getOutputStream();
              out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
              while (true) {
                out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                pause();
              }
            })) {
      assertThat(probe(server.port(), "/", SHORT))
          .isEqualTo(
              ProbeOutcome.failure(
                  get(server.port(), "/")
                      + "context deadline exceeded (Client.Timeout exceeded while awaiting"
                      + " headers)"));
    }
  }

  @Test
  void oneDeadlineHoldsForABodyThatDoesNotCome() throws IOException {
    try (Servers server =
        Servers.doing(
            c -> {
              c.getOutputStream()
                  .write(
                      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
              assertThat(c.getInputStream().readAllBytes()).isNotEmpty();
            })) {
      assertThat(probe(server.port(), "/", SHORT))
          .isEqualTo(
              ProbeOutcome.unknown(
                  "context deadline exceeded (Client.Timeout or context cancellation while reading"
                      + " body)"));
    }
  }

  @Test
  void oneDeadlineHoldsForAServerThatDoesNotRead() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    try (Servers server = Servers.doing(c -> await(over))) {
      Handler.Header huge = new Handler.Header("X", "x".repeat(8 << 20)); // more than buffers take
      assertThat(probe(server.port(), "/", 5 * SHORT, huge).output())
          .endsWith("context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
    } finally {
      over.countDown();
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
