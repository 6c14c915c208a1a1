package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nonsense in what makes a container live and end, with the exact line that the user gets. */
class LifecycleRefusalTest {
  private static void assertRefused(String yaml, String path, String message) {
    InvalidManifest e = catchThrowableOfType(InvalidManifest.class, () -> Manifests.read(yaml));
    assertThat(e).as("refused: %s", yaml).isNotNull();
    assertThat(e.problems()).containsExactly(new Problem(path, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}||must specify a handler type, one of exec, httpGet, tcpSocket, grpc",
        "{periodSeconds: 5}||must specify a handler type, one of exec, httpGet, tcpSocket, grpc",
        "{exec: {command: [a]}, tcpSocket: {port: 80}}|.tcpSocket|may not specify more than 1 handler type; there is exec",
        "{httpGet: {port: 80}, grpc: {port: 80}}|.grpc|may not specify more than 1 handler type; there is httpGet",
        "{exec: {}}|.exec.command|required, but missing or empty",
        "{exec: {command: []}}|.exec.command|required, but missing or empty",
        "{exec: {command: [a], shell: sh}}|.exec.shell|unknown field",
        "{tcpSocket: {}}|.tcpSocket.port|required, but missing; use 1 to 65535",
        "{tcpSocket: {port: 0}}|.tcpSocket.port|must be 1 to 65535, not 0",
        "{tcpSocket: {port: 65536}}|.tcpSocket.port|must be 1 to 65535, not 65536",
        "{tcpSocket: {port: \"80\"}}|.tcpSocket.port|\"80\" is not valid; use 1 to 65535, or a name: lower-case letters, digits and single -, beginning and ending with a letter or digit, at least one letter, at most 15 characters",
        "{tcpSocket: {port: https}}|.tcpSocket.port|\"https\" is not a port of this container; it has http, metrics",
        "{httpGet: {port: https}}|.httpGet.port|\"https\" is not a port of this container; it has http, metrics",
        "{httpGet: {port: true}}|.httpGet.port|must be a whole number, not the boolean true",
        "{httpGet: {port: 80, scheme: https}}|.httpGet.scheme|\"https\" is not valid; use one of HTTP, HTTPS",
        "{httpGet: {port: 80, httpHeaders: [{name: 'a b', value: c}]}}|.httpGet.httpHeaders[0].name|\"a b\" is not valid; use letters, digits and -, at least one",
        "{httpGet: {port: 80, httpHeaders: [{value: c}]}}|.httpGet.httpHeaders[0].name|required, but missing or empty",
        "{httpGet: {port: 80, httpHeader: []}}|.httpGet.httpHeader|unknown field; did you mean httpHeaders?",
        "{grpc: {}}|.grpc.port|required, but missing; use 1 to 65535",
        "{grpc: {port: http}}|.grpc.port|must be a whole number, not \"http\"",
        "{exec: {command: [a]}, initialDelaySeconds: -1}|.initialDelaySeconds|must be 0 to 2147483647, not -1",
        "{exec: {command: [a]}, periodSeconds: -1}|.periodSeconds|must be 0 to 2147483647, not -1",
        "{exec: {command: [a]}, timeoutSeconds: 1.5}|.timeoutSeconds|must be a whole number, not the number 1.5",
        "{exec: {command: [a]}, failureThreshold: -3}|.failureThreshold|must be 0 to 2147483647, not -3",
        "{exec: {command: [a]}, successThreshold: 2}|.successThreshold|must be 1 for a livenessProbe, not 2",
        "{exec: {command: [a]}, terminationGracePeriodSeconds: 0}|.terminationGracePeriodSeconds|must be 1 or more, not 0",
        "{exec: {command: [a]}, period: 3}|.period|unknown field",
      })
  void inAProbe(String probe, String field, String message) {
    String lines =
        "ports: [{name: http, containerPort: 80}, {name: metrics, containerPort: 90}]\n"
            + "livenessProbe: "
            + probe;
    String suffix = field == null ? "" : field;
    assertRefused(Manifests.yaml("", lines), "spec.containers[0].livenessProbe" + suffix, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "startupProbe: {exec: {command: [a]}, successThreshold: 2}|startupProbe.successThreshold|must be 1 for a startupProbe, not 2",
        "readinessProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 5}|readinessProbe.terminationGracePeriodSeconds|must not be set for readinessProbes, which never end a container",
        "readinessProbe: {tcpSocket: {port: web}}|readinessProbe.tcpSocket.port|\"web\" is not a port of this container; none of its ports has a name",
        "readinessProbe: []|readinessProbe|must be an object, not a list",
        "lifecycle: {preStop: {}}|lifecycle.preStop|must specify a handler type, one of exec, httpGet, sleep",
        "lifecycle: {postStart: {tcpSocket: {port: 80}}}|lifecycle.postStart.tcpSocket|a hook can not do this; use exec, httpGet or sleep",
        "lifecycle: {preStop: {exec: {command: [a]}, sleep: {seconds: 1}}}|lifecycle.preStop.sleep|may not specify more than 1 handler type; there is exec",
        "lifecycle: {preStop: {sleep: {seconds: 31}}}|lifecycle.preStop.sleep.seconds|must be 0 to terminationGracePeriodSeconds, 30, not 31",
        "lifecycle: {preStop: {sleep: {seconds: -1}}}|lifecycle.preStop.sleep.seconds|must be 0 or more, not -1",
        "lifecycle: {preStop: {exec: {command: []}}}|lifecycle.preStop.exec.command|required, but missing or empty",
        "lifecycle: {preStart: {}}|lifecycle.preStart|unknown field",
        "lifecycle: {stopSignal: SIGUSR1}|lifecycle.stopSignal|may not be set for containers with empty spec.os.name; add os: {name: linux} to the spec",
        "terminationMessagePath: log|terminationMessagePath|\"log\" must be an absolute path, beginning with /",
        "terminationMessagePolicy: Logs|terminationMessagePolicy|\"Logs\" is not valid; use one of File, FallbackToLogsOnError",
        "tty: 1|tty|must be true or false, not the number 1",
        "restartPolicy: always|restartPolicy|\"always\" is not valid; use one of Always, OnFailure, Never",
        "restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [1]}}]|restartPolicy|required where restartPolicyRules are used",
        "targetContainerName: app|targetContainerName|unknown field",
      })
  void inAContainer(String line, String field, String message) {
    assertRefused(Manifests.yaml("", line), "spec.containers[0]." + field, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{exitCodes: {operator: In, values: [1]}}|action|required, but missing or empty",
        "{action: Stop, exitCodes: {operator: In, values: [1]}}|action|\"Stop\" is not valid; use Restart",
        "{action: RestartAllContainers, exitCodes: {operator: In, values: [1]}}|action|Beanpod does not support RestartAllContainers yet; use Restart",
        "{action: Restart}|exitCodes|required, but missing",
        "{action: Restart, exitCodes: {values: [1]}}|exitCodes.operator|required, but missing or empty",
        "{action: Restart, exitCodes: {operator: Equals, values: [1]}}|exitCodes.operator|\"Equals\" is not valid; use one of In, NotIn",
        "{action: Restart, exitCodes: {operator: In, values: ['1']}}|exitCodes.values[0]|must be a whole number, not \"1\"",
        "{action: Restart, exitCodes: {operator: In}, when: x}|when|unknown field",
      })
  void inARestartRule(String rule, String field, String message) {
    assertRefused(
        Manifests.yaml("", "restartPolicy: Never\nrestartPolicyRules: [" + rule + "]"),
        "spec.containers[0].restartPolicyRules[0]." + field,
        message);
  }

  @ParameterizedTest
  @CsvSource({"21,1,restartPolicyRules,20", "1,256,restartPolicyRules[0].exitCodes.values,255"})
  void tooMany(int rules, int values, String field, int max) {
    String rule =
        "{action: Restart, exitCodes: {operator: In, values: [" + "1,".repeat(values) + "]}},";
    assertRefused(
        Manifests.yaml(
            "", "restartPolicy: Never\nrestartPolicyRules: [" + rule.repeat(rules) + "]"),
        "spec.containers[0]." + field,
        "must have at most " + max + " items, not " + (max + 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "activeDeadlineSeconds: 0|activeDeadlineSeconds|must be 1 to 2147483647, not 0",
        "activeDeadlineSeconds: 2147483648|activeDeadlineSeconds|must be 1 to 2147483647, not 2147483648",
        "readinessGates: [{}]|readinessGates[0].conditionType|required, but missing or empty",
        "readinessGates: [{conditionType: a/b/c}]|readinessGates[0].conditionType|\"a/b/c\" is not valid; use letters, digits, -, _ and ., beginning and ending with a letter or digit, at most 63 characters, after an optional DNS name and /",
        "initContainers: [{name: i, image: x, lifecycle: {}}]|initContainers[0].lifecycle|may not be set for init containers without restartPolicy=Always",
        "initContainers: [{name: i, image: x, livenessProbe: {}}]|initContainers[0].livenessProbe|may not be set for init containers without restartPolicy=Always",
        "initContainers: [{name: i, image: x, restartPolicy: Never, readinessProbe: {exec: {command: [a]}}}]|initContainers[0].readinessProbe|may not be set for init containers without restartPolicy=Always",
        "initContainers: [{name: i, image: x, startupProbe: {}}]|initContainers[0].startupProbe|may not be set for init containers without restartPolicy=Always",
        "initContainers: [{name: i, image: x, restartPolicy: Always, startupProbe: {exec: {}}}]|initContainers[0].startupProbe.exec.command|required, but missing or empty",
        "initContainers: [{name: i, image: x, restart: Always}]|initContainers[0].restart|unknown field",
        "initContainers: [{name: i}]|initContainers[0].image|required, but missing or empty",
        "initContainers: [{name: i, image: x}, {name: i, image: x}]|initContainers[1].name|duplicate container name \"i\"",
        "ephemeralContainers: [{name: app, image: x}]|ephemeralContainers[0].name|duplicate container name \"app\"",
        "ephemeralContainers: [{name: e, image: x, ports: [{containerPort: 80}]}]|ephemeralContainers[0].ports|may not be set for an ephemeral container",
        "ephemeralContainers: [{name: e, image: x, livenessProbe: {exec: {command: [a]}}}]|ephemeralContainers[0].livenessProbe|may not be set for an ephemeral container",
        "ephemeralContainers: [{name: e, image: x, lifecycle: {}}]|ephemeralContainers[0].lifecycle|may not be set for an ephemeral container",
        "ephemeralContainers: [{name: e, image: x, resources: {limits: {cpu: 1}}}]|ephemeralContainers[0].resources|may not be set for an ephemeral container",
        "ephemeralContainers: [{name: e, image: x, restartPolicy: Always}]|ephemeralContainers[0].restartPolicy|may not be set for an ephemeral container",
        "ephemeralContainers: [{name: e, image: x, targetContainerName: ap}]|ephemeralContainers[0].targetContainerName|\"ap\" is none of the pod's containers and init containers",
        "ephemeralContainers: [{name: e, image: x, targetContainerName: e}]|ephemeralContainers[0].targetContainerName|\"e\" is none of the pod's containers and init containers",
      })
  void inTheSpec(String line, String field, String message) {
    assertRefused(Manifests.yaml(line, ""), "spec." + field, message);
  }

  @ParameterizedTest
  @CsvSource({"SIGFOO", "USR1", "sigusr1", "SIGRTMIN+16", "SIGRTMAX-15", "SIGRTMIN+0", "10", "''"})
  void noSignal(String name) {
    assertRefused(
        Manifests.yaml("os: {name: linux}", "lifecycle: {stopSignal: '" + name + "'}"),
        "spec.containers[0].lifecycle.stopSignal",
        "\"" + name + "\" is not valid; use a name of signal(7), such as SIGUSR1 or SIGRTMIN+1");
  }

  @Test
  void aNameOfAnInitContainerIsTaken() {
    assertRefused(
        Manifests.yaml("initContainers: [{name: app, image: x}]", ""),
        "spec.containers[0].name",
        "duplicate container name \"app\"");
  }

  @ParameterizedTest
  @CsvSource({"backoff-base,fast", "backoff-max,-1s", "backoff-base,''", "backoff-base,1.5"})
  void noTime(String annotation, String value) {
    String key = "beanpod.io/" + annotation;
    assertRefused(
        Manifests.yaml("", "")
            .replace("{name: web}", "{name: web, annotations: {" + key + ": '" + value + "'}}"),
        "metadata.annotations[" + key + "]",
        "\""
            + value
            + "\" is not valid; use a time such as 100ms, 2s or 1m30s, or a number of"
            + " seconds");
  }
}
