package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretRulesTest {
  @Test
  void stringDataIsMergedIntoData() {
    Map<String, Object> tree =
        Objects.secret("data: {a: eA==, b: eA==}\nstringData: {b: hunter2}").tree();
    assertThat(tree.get("data")).isEqualTo(Map.of("a", "eA==", "b", "aHVudGVyMg=="));
    assertThat(tree).doesNotContainKey("stringData").containsEntry("type", "Opaque");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: {a: '%hunter2'}|data.a: illegal base64 data; encode it: base64 -w0 FILE",
        "data: {a: 4711}|data.a: must be a string of base64; put it in quotes",
        "stringData: {a: 4711}|stringData.a: must be a string; put it in quotes",
        "stringData: 4711|stringData: must be an object",
        "type: kubernetes.io/service-account-token|type: kubernetes.io/service-account-token is not"
            + " supported: there are no service accounts on this host",
        "type: kubernetes.io/ssh-auth|data[ssh-privatekey]: Required value",
        "type: kubernetes.io/dockerconfigjson|data[.dockerconfigjson]: Required value",
      })
  void refuses(String lines, String problem) {
    assertThat(Objects.problems(() -> Objects.secret(lines))).isEqualTo(problem);
  }

  @Test
  void basicAuthWantsOneOfTwo() {
    String type = "type: kubernetes.io/basic-auth\n";
    assertThat(Objects.secret(type + "stringData: {username: me}").tree()).containsKey("data");
    assertThat(Objects.problems(() -> Objects.secret(type + "stringData: {other: me}")))
        .isEqualTo("data[username]: Required value\ndata[password]: Required value");
  }

  @Test
  void tlsWantsBoth() {
    assertThat(Objects.problems(() -> Objects.secret("type: kubernetes.io/tls")))
        .isEqualTo("data[tls.crt]: Required value\ndata[tls.key]: Required value");
  }

  /** What is wrong within a value is not told: it is the secret. */
  @Test
  void noMessageHasTheValue() {
    String type = "type: kubernetes.io/dockerconfigjson\n";
    assertThat(
            Objects.problems(
                () -> Objects.secret(type + "stringData: {.dockerconfigjson: hunter2}")))
        .isEqualTo("data[.dockerconfigjson]: Invalid value: <secret contents redacted>: not JSON");
    assertThat(Objects.secret(type + "stringData: {.dockerconfigjson: '{\"auths\":{}}'}").tree())
        .containsKey("data");
  }
}
