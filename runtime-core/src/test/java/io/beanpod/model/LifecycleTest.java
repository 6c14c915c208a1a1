package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What makes a container live and end, as read. */
class LifecycleTest {
  @Test
  void probesHaveTheApiServersDefaults() {
    PodManifest manifest =
        Manifests.pod(
            "",
            """
            ports: [{name: http, containerPort: 8080}]
            livenessProbe: {httpGet: {port: http}, periodSeconds: 0}
            startupProbe: {grpc: {port: 9090}, failureThreshold: 30}
            """);
    Probes probes = manifest.pod().spec().containers().get(0).probes();
    assertThat(probes.liveness())
        .contains(
            new Probe(
                new Action.HttpGet(false, "", new Action.Port("http", 8080), "/", List.of()),
                0,
                1,
                10,
                1,
                3,
                OptionalLong.empty()));
    assertThat(probes.startup().orElseThrow().failureThreshold()).isEqualTo(30);
    assertThat(probes.readiness()).isEmpty();
    assertThat(YamlWriter.write(Json.sorted(container(manifest, "livenessProbe"))))
        .isEqualTo(
            """
            failureThreshold: 3
            httpGet:
              path: /
              port: http
              scheme: HTTP
            periodSeconds: 10
            successThreshold: 1
            timeoutSeconds: 1
            """);
    assertThat(YamlWriter.write(Json.sorted(container(manifest, "startupProbe"))))
        .isEqualTo(
            """
            failureThreshold: 30
            grpc:
              port: 9090
              service: ""
            periodSeconds: 10
            successThreshold: 1
            timeoutSeconds: 1
            """);
  }

  private static Object container(PodManifest manifest, String field) {
    return Json.object(Json.list(Json.at(manifest.tree(), "spec", "containers")).get(0)).get(field);
  }

  @Test
  void everyFieldOfAProbe() {
    Probe probe =
        Manifests.pod(
                "",
                """
                readinessProbe:
                  httpGet: {port: 443, host: localhost, scheme: HTTPS, path: "/ok?x=1", httpHeaders: [{name: X-A, value: b}]}
                  initialDelaySeconds: 1
                  timeoutSeconds: 2
                  periodSeconds: 3
                  successThreshold: 4
                  failureThreshold: 5
                """)
            .pod()
            .spec()
            .containers()
            .get(0)
            .probes()
            .readiness()
            .orElseThrow();
    assertThat(probe)
        .isEqualTo(
            new Probe(
                new Action.HttpGet(
                    true,
                    "localhost",
                    new Action.Port("443", 443),
                    "/ok?x=1",
                    List.of(new Action.HttpHeader("X-A", "b"))),
                1,
                2,
                3,
                4,
                5,
                OptionalLong.empty()));
  }

  @Test
  void hooksAndTheirSignal() {
    Lifecycle lifecycle =
        Manifests.pod(
                "os: {name: linux}\nterminationGracePeriodSeconds: 5",
                "lifecycle: {postStart: {exec: {command: [echo, $(A)]}}, preStop: {sleep: {seconds: 5}},"
                    + " stopSignal: SIGRTMIN+1}")
            .pod()
            .spec()
            .containers()
            .get(0)
            .lifecycle();
    assertThat(lifecycle.postStart()).contains(new Action.Exec(List.of("echo", "$(A)")));
    assertThat(lifecycle.preStop()).contains(new Action.Sleep(5));
    assertThat(lifecycle.stopSignal()).hasValue(35);
  }

  @Test
  void initContainersSidecarsAndRules() {
    PodSpec spec =
        Manifests.pod(
                """
                activeDeadlineSeconds: 60
                readinessGates: [{conditionType: example.com/gate}]
                initContainers:
                - {name: i, image: x, restartPolicy: OnFailure, tty: true, stdin: true}
                - {name: s, image: x, restartPolicy: Always, startupProbe: {exec: {command: [a]}}, lifecycle: {}}
                """,
                """
                restartPolicy: Never
                restartPolicyRules: [{action: Restart, exitCodes: {operator: NotIn, values: [0, 42]}}]
                terminationMessagePath: /tmp/last
                terminationMessagePolicy: FallbackToLogsOnError
                """)
            .pod()
            .spec();
    assertThat(spec.activeDeadlineSeconds()).hasValue(60);
    assertThat(spec.readinessGates()).containsExactly("example.com/gate");
    assertThat(spec.allContainers())
        .extracting(Container::path)
        .containsExactly("spec.initContainers[0]", "spec.initContainers[1]", "spec.containers[0]");
    assertThat(spec.initContainers().get(0).streams())
        .isEqualTo(new Container.StandardStreams(true, false, true));
    Container app = spec.containers().get(0);
    assertThat(app.restart().policy()).contains(RestartPolicy.Never);
    assertThat(app.restart().rules())
        .containsExactly(new ContainerRestart.Rule(false, List.of(0, 42)));
    assertThat(app.terminationMessage())
        .isEqualTo(new Container.TerminationMessage("/tmp/last", true));
  }

  @Test
  void initContainersCountForTheQualityOfService() {
    assertThat(QosClass.of(Manifests.pod("initContainers: [{name: i, image: x}]", "").pod()))
        .isEqualTo(QosClass.BestEffort);
    String limits = "resources: {limits: {cpu: 1, memory: 1Mi}}";
    assertThat(QosClass.of(Manifests.pod("initContainers: [{name: i, image: x}]", limits).pod()))
        .isEqualTo(QosClass.Burstable);
  }

  @Test
  void initAndEphemeralContainersHaveDefaultsToo() {
    PodManifest manifest =
        Manifests.pod(
            "initContainers: [{name: i, image: x}]\n"
                + "ephemeralContainers: [{name: e, image: 'x:1', targetContainerName: i}]",
            "");
    assertThat(YamlWriter.write(Json.sorted(Json.at(manifest.tree(), "spec", "initContainers"))))
        .isEqualTo(
            """
            - image: x
              imagePullPolicy: Always
              name: i
              resources: {}
              terminationMessagePath: /dev/termination-log
              terminationMessagePolicy: File
            """);
    assertThat(
            YamlWriter.write(Json.sorted(Json.at(manifest.tree(), "spec", "ephemeralContainers"))))
        .isEqualTo(
            """
            - image: x:1
              imagePullPolicy: IfNotPresent
              name: e
              resources: {}
              targetContainerName: i
              terminationMessagePath: /dev/termination-log
              terminationMessagePolicy: File
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "SIGHUP,1",
    "SIGKILL,9",
    "SIGUSR1,10",
    "SIGTERM,15",
    "SIGCLD,17",
    "SIGPOLL,29",
    "SIGSYS,31",
    "SIGIOT,6",
    "SIGRTMIN,34",
    "SIGRTMIN+15,49",
    "SIGRTMAX-14,50",
    "SIGRTMAX,64",
  })
  void signals(String name, int number) {
    assertThat(Signals.number(name)).hasValue(number);
    assertThat(Signals.numberInImage(name.substring(3))).hasValue(number);
  }

  @ParameterizedTest
  @CsvSource({"3,3", "sigquit,3", "64,64", "65,", "0,", "03,", "SIGNONE,", "-1,"})
  void anImageWritesItsSignalAsItLikes(String text, Integer number) {
    assertThat(Signals.numberInImage(text))
        .isEqualTo(number == null ? OptionalInt.empty() : OptionalInt.of(number));
  }

  @ParameterizedTest
  @CsvSource({"100ms,100", "2s,2000", "2,2000", "0,0", "1m30s,90000"})
  void backOffAnnotations(String value, long millis) {
    String yaml =
        Manifests.yaml("", "")
            .replace(
                "{name: web}",
                "{name: web, annotations: {beanpod.io/backoff-max: '" + value + "'}}");
    ObjectMeta metadata = Manifests.read(yaml).get(0).pod().metadata();
    assertThat(BackOffAnnotations.millis(metadata, BackOffAnnotations.MAX)).hasValue(millis);
    assertThat(BackOffAnnotations.millis(metadata, BackOffAnnotations.BASE)).isEmpty();
  }
}
