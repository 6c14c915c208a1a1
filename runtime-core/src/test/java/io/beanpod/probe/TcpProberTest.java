package io.beanpod.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.ProbeOutcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcpProberTest {
  private static ProbeOutcome probe(String host, int port) {
    return Prober.probe(new Handler.TcpSocket(host, port), "127.0.0.1", 60_000);
  }

  @Test
  void aPortThatIsOpenIsWell() throws IOException {
    try (Servers server = Servers.doing(c -> {})) {
      assertThat(probe("", server.port())).isEqualTo(ProbeOutcome.success(""));
      assertThat(probe("localhost", server.port())).isEqualTo(ProbeOutcome.success(""));
    }
  }

  @Test
  void aPortThatIsClosedIsNot() throws IOException {
    int port = Servers.closedPort();
    assertThat(probe("", port))
        .isEqualTo(
            ProbeOutcome.failure("dial tcp 127.0.0.1:" + port + ": connect: connection refused"));
  }

  @Test
  void aNameThatIsNoneFails() {
    assertThat(probe("does-not-exist.invalid", 80))
        .isEqualTo(ProbeOutcome.failure("dial tcp: lookup does-not-exist.invalid: no such host"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,true", "255.255.255.255,true", "256.0.0.1,false", "1.2.3,false", "1.2.3.4.5,false",
    "1..2.3,false", "a.b.c.d,false", "::1,true", "localhost,false", "1.2.3.4.,false",
  })
  void addressesAreToldFromNames(String host, boolean literal) {
    assertThat(Addresses.isLiteral(host)).isEqualTo(literal);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1ms",
    "999,999ms",
    "1000,1s",
    "1500,1.5s",
    "1250,1.25s",
    "1001,1.001s",
    "60000,1m0s",
    "90000,1m30s",
    "3600000,1h0m0s",
    "3661000,1h1m1s",
  })
  void timesAsGoPrintsThem(int millis, String text) {
    assertThat(new Deadline(millis).text()).isEqualTo(text);
  }
}
