package io.beanpod.cli.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.args.UsageError;
import io.beanpod.store.StoredPod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedPortTest {
  private static final StoredPod POD =
      new StoredPod(
          Map.of(
              "metadata",
              Map.of("name", "web"),
              "spec",
              Map.of(
                  "containers",
                  List.of(Map.of("ports", List.of(Map.of("name", "http", "containerPort", 80L)))))),
          Path.of("/nowhere"),
          true);

  @ParameterizedTest
  @CsvSource({
    "80,80,80",
    "8080:80,8080,80",
    ":80,0,80",
    "8080:http,8080,80",
    "http,80,80",
    ":http,0,80"
  })
  void aWordIsALocalAndARemotePort(String word, int local, int remote) {
    assertThat(ForwardedPort.of(word, POD)).isEqualTo(new ForwardedPort(local, remote));
  }

  @ParameterizedTest
  @CsvSource({
    "8080:,invalid port format '8080:'",
    "1:2:3,invalid port format '1:2:3'",
    "0,'''0'' is no port: use 1 to 65535'",
    "80:65536,'''65536'' is no port'",
    "x:80,'''x'' is no port'",
    "+1:80,'''+1'' is no port'",
    "8443:https,pod 'web' does not have a named port 'https'",
  })
  void whatIsNoneIsRefused(String word, String message) {
    assertThatThrownBy(() -> ForwardedPort.of(word, POD))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining(message);
  }
}
