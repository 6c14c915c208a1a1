package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Probes over the network. Upstream: test/e2e/common/node/container_probe.go. */
class NetworkProbesTest extends PodTest {
  private static final String HTTPD =
      "echo fine >/ok; httpd -p 8080 -h /; trap 'exit 0' TERM; sleep 1000 & wait";
  private static final String IDLE = "trap 'exit 0' TERM; sleep 1000 & wait";

  private static Manifest web(String script) {
    return Manifest.pod("web")
        .backOff("0", "0")
        .spec("terminationGracePeriodSeconds", 1)
        .script("one", script);
  }

  /** A container that has nothing to do with the server that is asked, on the host's network. */
  private static Manifest onHost(String kind, Map<String, Object> handler, Object... fields) {
    return web(IDLE).spec("hostNetwork", true).with(kind, Checks.probe(handler, fields));
  }

  private void awaitRestart() {
    await("web", "a restart", s -> s.restarts("one") >= 1);
  }

  @Test
  void httpInThePodsOwnNetworkByAPortsName() {
    apply(
        web(HTTPD)
            .with("ports", List.of(Map.of("name", "http", "containerPort", 8080)))
            .with("livenessProbe", Checks.probe(Checks.http("http", "/ok"), "failureThreshold", 2))
            .with("readinessProbe", Checks.probe(Checks.http(8080, "/ok"))));
    await("web", "ready", s -> s.ready("one"));
    sh("web", "rm /ok");
    awaitRestart();
    assertThat(events())
        .contains(
            "Unhealthy spec.containers{one}: Liveness probe failed:"
                + " HTTP probe failed with statuscode: 404");
  }

  @Test
  void httpThatStaysGoodRestartsNothing() throws IOException {
    try (WebServer server = new WebServer()) {
      apply(onHost("livenessProbe", server.get("/healthz?full=1")));
      server.awaitRequests("/healthz?full=1", 3);
      assertThat(server.requests())
          .allMatch(r -> r.matches("/healthz\\?full=1 kube-probe/1\\.\\d+ yes"));
      assertThat(get("web").restarts("one")).isZero();
      server.answer("/healthz?full=1", 500);
      awaitRestart();
      awaitEvent("Liveness probe failed: HTTP probe failed with statuscode: 500");
    }
  }

  @Test
  void aLocalRedirectIsFollowed() throws IOException {
    try (WebServer server = new WebServer()) {
      server.redirect("/", "/elsewhere");
      server.answer("/elsewhere", 500);
      apply(onHost("livenessProbe", server.get("/")));
      awaitRestart();
      assertThat(server.requests()).contains("/elsewhere kube-probe/1.35 yes");
    }
  }

  @Test
  void aRedirectToAnotherHostIsASuccessWithAWarning() throws IOException {
    try (WebServer server = new WebServer()) {
      server.redirect("/", "http://0.0.0.0/");
      apply(onHost("livenessProbe", server.get("/")));
      server.awaitRequests("/", 2);
      awaitEvent("ProbeWarning spec.containers{one}: Liveness probe warning: Probe terminated");
      assertThat(get("web").restarts("one")).isZero();
    }
  }

  @Test
  void tcpNeedsNothingButAnOpenPort() {
    apply(
        web(HTTPD)
            .with("livenessProbe", Checks.probe(Checks.tcp(8080), "failureThreshold", 2))
            .with("readinessProbe", Checks.probe(Checks.http(8080, "/missing"))));
    awaitEvent("Readiness probe failed: HTTP probe failed with statuscode: 404");
    assertThat(get("web").restarts("one")).isZero();
    sh("web", "killall httpd");
    awaitRestart();
    assertThat(events())
        .anyMatch(
            line ->
                line.startsWith("Unhealthy spec.containers{one}: Liveness probe failed: dial tcp ")
                    && line.endsWith(":8080: connect: connection refused"));
  }

  @Test
  void grpcThatServesRestartsNothing() throws IOException {
    try (HealthServer server = new HealthServer()) {
      apply(
          onHost("livenessProbe", Checks.grpc(server.port()))
              .with("readinessProbe", Checks.probe(Checks.grpc(server.port()))));
      await("web", "ready", s -> s.ready("one"));
      server.awaitCalls(5);
      assertThat(get("web").restarts("one")).isZero();
      server.serving(false);
      awaitRestart();
      assertThat(events())
          .contains(
              "Unhealthy spec.containers{one}: Liveness probe failed:"
                  + " service unhealthy (responded with \"NOT_SERVING\")");
    }
  }

  @Test
  void grpcOnAWrongPortRestarts() throws IOException {
    int closed;
    try (HealthServer server = new HealthServer()) {
      closed = server.port();
    }
    apply(onHost("livenessProbe", Checks.grpc(closed)));
    awaitRestart();
    assertThat(events())
        .anyMatch(
            line ->
                line.contains("Liveness probe failed: timeout: failed to connect service")
                    && line.contains(" within 1s: "));
  }
}
