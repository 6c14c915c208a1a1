package io.beanpod.probe;

import static io.beanpod.probe.GrpcServer.OPENING;
import static io.beanpod.probe.GrpcServer.TRAILERS;
import static io.beanpod.probe.GrpcServer.block;
import static io.beanpod.probe.GrpcServer.frame;
import static io.beanpod.probe.GrpcServer.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcProberTest {
  private static final int LONG = 60_000;
  private static final int END = 1;
  private static final int END_HEADERS = 4;
  private static final byte[] OPEN = frame(1, END_HEADERS, 1, OPENING);
  private static final byte[] SERVING = message(0, (byte) 8, (byte) 1);
  private static final byte[] CLOSE = frame(1, END_HEADERS | END, 1, TRAILERS);

  private static ProbeOutcome probe(int port, String service, int timeout) {
    return Prober.probe(new Handler.Grpc(port, service), "127.0.0.1", timeout);
  }

  private static ProbeOutcome answer(byte[]... frames) throws IOException {
    try (Servers server = new GrpcServer().answering(frames)) {
      return probe(server.port(), "", LONG);
    }
  }

  private static byte[] concat(byte[] a, byte[] b) {
    return HexFormat.of().parseHex(HexFormat.of().formatHex(a) + HexFormat.of().formatHex(b));
  }

  private static byte[] error(String... fields) {
    return frame(1, END_HEADERS | END, 1, concat(OPENING, block(new byte[0], fields)));
  }

  @Test
  void asksAboutTheService() throws IOException {
    GrpcServer grpc = new GrpcServer();
    try (Servers server = grpc.answering(OPEN, SERVING, CLOSE)) {
      assertThat(probe(server.port(), "db", LONG))
          .isEqualTo(ProbeOutcome.success("service healthy"));
      assertThat(grpc.received).contains("0:1:" + "0000000004" + "0a026462");
      String headers =
          grpc.received.stream().filter(f -> f.startsWith("1:4:")).findFirst().orElseThrow();
      assertThat(new String(HexFormat.of().parseHex(headers.substring(4)), StandardCharsets.UTF_8))
          .contains(
              "POST",
              "/grpc.health.v1.Health/Check",
              "127.0.0.1:" + server.port(),
              "application/grpc",
              "kube-probe/1.35",
              "trailers");
    }
  }

  @Test
  void theServerAsAWholeIsAnEmptyRequest() throws IOException {
    GrpcServer grpc = new GrpcServer();
    try (Servers server = grpc.answering(OPEN, SERVING, CLOSE)) {
      assertThat(probe(server.port(), "", LONG).verdict()).isEqualTo(ProbeOutcome.Verdict.SUCCESS);
      assertThat(grpc.received).contains("0:1:0000000000");
    }
  }

  @ParameterizedTest
  @CsvSource({"'',UNKNOWN", "0800,UNKNOWN", "0802,NOT_SERVING", "0803,SERVICE_UNKNOWN", "0807,7"})
  void whatIsNotServingIsAFailure(String protobuf, String name) throws IOException {
    assertThat(answer(OPEN, message(0, HexFormat.of().parseHex(protobuf)), CLOSE))
        .isEqualTo(ProbeOutcome.failure("service unhealthy (responded with \"" + name + "\")"));
  }

  @Test
  void fieldsThatComeWithALaterVersionArePassedOver() throws IOException {
    byte[] more = HexFormat.of().parseHex("1003" + "1a03616263" + "21" + "00".repeat(8) + "0801");
    assertThat(answer(OPEN, message(0, more), CLOSE).output()).isEqualTo("service healthy");
  }

  @Test
  void framesInEveryShape() throws IOException {
    byte[] padded = concat(new byte[] {3}, concat(OPENING, new byte[3]));
    byte[] padding = concat(new byte[5], concat(OPENING, new byte[0]));
    assertThat(
            answer(
                    frame(4, 0, 0, new byte[] {0, 3, 0, 0, 0, 100}), // more settings
                    frame(6, 0, 0, new byte[8]), // a ping
                    frame(8, 0, 0, new byte[] {0, 0, 1, 0}), // a window
                    frame(0x63, 0, 1, new byte[3]), // a type of the future
                    frame(1, END_HEADERS, 1, new byte[] {0x08, 3, '1', '0', '3'}), // early hints
                    frame(1, END_HEADERS | 8, 1, padded),
                    frame(0, 8, 1, new byte[] {2, 0, 0, 0, 0, 2, 8, 0, 0}), // half a message
                    frame(0, 0, 1, new byte[] {1}),
                    frame(1, END, 1, new byte[0]),
                    frame(9, END_HEADERS, 1, TRAILERS))
                .output())
        .isEqualTo("service healthy");
    assertThat(answer(frame(1, END_HEADERS | 0x20, 1, padding), SERVING, CLOSE).output())
        .isEqualTo("service healthy");
  }

  @Test
  void errorsAreToldAsTheKubeletDoes() throws IOException {
    String failed = "error: health rpc probe failed: rpc error: code = ";
    assertThat(answer(error("grpc-status", "12", "grpc-message", "unknown service x")).output())
        .isEqualTo(
            "error: this server does not implement the grpc health protocol"
                + " (grpc.health.v1.Health): unknown service x");
    assertThat(answer(error("grpc-status", "5", "grpc-message", "no%20%C3%A9%")).output())
        .isEqualTo(failed + "NotFound desc = no \u00e9%");
    assertThat(answer(error("grpc-status", "99")).output()).isEqualTo(failed + "Code(99) desc = ");
    assertThat(answer(OPEN, message(END, (byte) 8, (byte) 1)).output())
        .isEqualTo(failed + "Internal desc = server closed the stream without sending trailers");
    assertThat(answer(frame(3, 0, 1, new byte[] {0, 0, 0, 8})).output())
        .isEqualTo(
            failed + "Canceled desc = stream terminated by RST_STREAM with error code: CANCEL");
    assertThat(answer(frame(7, 0, 0, new byte[8])).output())
        .isEqualTo(failed + "Unavailable desc = the connection is draining");
    assertThat(answer(frame(1, END_HEADERS | END, 1, new byte[] {(byte) 0x8d})).output())
        .isEqualTo(
            "error: this server does not implement the grpc health protocol"
                + " (grpc.health.v1.Health): unexpected HTTP status code received from server:"
                + " 404");
    assertThat(answer().output())
        .isEqualTo(failed + "Unavailable desc = error reading from server: EOF");
  }

  @ParameterizedTest
  @CsvSource({
    "ffffff0004000000000100", // a frame of 16 MiB
    "0000010008000000010a", // DATA of padding alone, and too much of it
    "00000101040000000180", // index 0
    "00000003000000000100", // a reset without a reason
  })
  void nonsenseIsAFailure(String hex) throws IOException {
    assertThat(answer(HexFormat.of().parseHex(hex)).verdict())
        .isEqualTo(ProbeOutcome.Verdict.FAILURE);
  }

  @Test
  void headersWithoutEndAreCutOff() throws IOException {
    byte[] piece = frame(9, 0, 1, new byte[16_000]);
    assertThat(
            answer(frame(1, 0, 1, OPENING), piece, piece, piece, piece, piece, piece, piece)
                .output())
        .endsWith("desc = http2: a header block that does not end");
  }

  @Test
  void framesWithoutEndAreCutOff() throws IOException {
    byte[] ping = frame(6, 1, 0, new byte[8]);
    GrpcServer grpc = new GrpcServer();
    try (Servers server =
        Servers.doing(
            c -> {
              GrpcServer.greet(c);
              grpc.request(c);
              while (true) {
                c.getOutputStream().write(ping);
              }
            })) {
      assertThat(probe(server.port(), "", LONG).output()).endsWith("http2: frame too large");
    }
  }

  @Test
  void nobodyListensUntilTheTimeIsOver() throws IOException {
    int port = Servers.closedPort();
    assertThat(probe(port, "", 1000))
        .isEqualTo(
            ProbeOutcome.failure(
                "timeout: failed to connect service \"127.0.0.1:"
                    + port
                    + "\" within 1s: context deadline exceeded"));
  }

  @Test
  void aServerOfAnotherProtocolIsNoConnection() throws IOException {
    try (Servers server = Servers.answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(probe(server.port(), "", 500).output())
          .startsWith("timeout: failed to connect service");
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsLate() throws IOException {
    try (Servers server =
        Servers.doing(
            c -> {
              GrpcServer.greet(c);
              GrpcServer.drain(c);
            })) {
      assertThat(probe(server.port(), "", 1000))
          .isEqualTo(ProbeOutcome.failure("timeout: health rpc did not complete within 1s"));
    }
  }
}
