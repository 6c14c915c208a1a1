package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.beanpod.container.ContainerPlan;
import io.beanpod.image.Image;
import io.beanpod.image.ImageConfig;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.Handler;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.lifecycle.ProbePlan;
import io.beanpod.lifecycle.RestartRule;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.RestartPolicy;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBuilderTest {
  @TempDir Path layer;
  private String metadata = "{name: web}";

  /**
   * The table of <a
   * href="https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/">command
   * and arguments</a>, as it stood in the documentation for years.
   */
  @ParameterizedTest
  @CsvSource({
    "'','',/ep-1 foo bar",
    "'command: [/ep-2]','',/ep-2",
    "'','args: [zoo, boo]',/ep-1 zoo boo",
    "'command: [/ep-2]','args: [zoo, boo]',/ep-2 zoo boo",
  })
  void commandAndArgsReplaceWhatTheImageSays(String command, String args, String expected)
      throws IOException {
    ContainerPlan c = build(command + "\n" + args, List.of("/ep-1"), List.of("foo", "bar"));
    assertThat(String.join(" ", c.argv())).isEqualTo(expected);
  }

  @Test
  void onlyTheManifestsWordsAreExpanded() throws IOException {
    String env = "env: [{name: WHO, value: me}]";
    assertThat(build(env, List.of("sh", "-c"), List.of("echo $$ $(WHO)")).argv())
        .containsExactly("sh", "-c", "echo $$ $(WHO)");
    assertThat(build(env + "\nargs: [$$, $(WHO)]", List.of("e", "$$"), List.of()).argv())
        .containsExactly("e", "$$", "$", "me");
    assertThat(build(env + "\ncommand: [$(WHO), $(NO)]", List.of("e"), List.of()).argv())
        .containsExactly("me", "$(NO)");
  }

  @Test
  void anImageWithoutACommandNeedsOne() {
    assertThatThrownBy(() -> build("", List.of(), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "spec.containers[0].command: required: the image \"nginx:1.27\" has neither Entrypoint"
                + " nor Cmd");
  }

  @Test
  void theEnvironmentIsTheRuntimesThenTheImagesThenTheManifests() throws IOException {
    ContainerPlan c =
        build(
            "env: [{name: B, value: pod}, {name: C, value: $(B)-$(A)}]",
            config(List.of("/x"), List.of(), List.of("A=image", "B=image", "D=a=b"), "", ""));
    assertThat(c.env())
        .containsExactly(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOSTNAME=web",
            "A=image",
            "B=pod",
            "D=a=b",
            "C=pod-$(A)", // the image's variables are not known to $()
            "HOME=/");
  }

  @Test
  void pathHostnameAndHomeAreDefaultsOnly() throws IOException {
    ContainerPlan c =
        build(
            "env: [{name: HOSTNAME, value: other}]",
            config(List.of("/x"), List.of(), List.of("PATH=/opt", "HOME=/h"), "", ""));
    assertThat(c.env()).containsExactly("PATH=/opt", "HOSTNAME=other", "HOME=/h");
  }

  @Test
  void userGroupsAndHomeComeFromTheImagesFiles() throws IOException {
    Files.createDirectory(layer.resolve("etc"));
    Files.writeString(layer.resolve("etc/passwd"), "app:x:1000:1001::/srv/app:/bin/sh\n");
    Files.writeString(layer.resolve("etc/group"), "app:x:1001:\nlog:x:7:app\n");
    ContainerPlan c = build("", config(List.of("/x"), List.of(), List.of(), "", "app"));
    assertThat(c.credentials().uid()).isEqualTo(1000);
    assertThat(c.credentials().gid()).isEqualTo(1001);
    assertThat(c.credentials().groups()).contains(7);
    assertThat(c.env()).contains("HOME=/srv/app");
  }

  @Test
  void aUserThatTheImageDoesNotHaveIsNamed() {
    assertThatThrownBy(
            () -> build("", config(List.of("/x"), List.of(), List.of(), "", "nobody-here")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("spec.containers[0].image: ")
        .hasMessageContaining("nobody-here");
  }

  @ParameterizedTest
  @CsvSource({"'','',/", "'',/srv,/srv", "/w,/srv,/w", "/w,'',/w"})
  void theWorkingDirectory(String pod, String image, String expected) throws IOException {
    String lines = pod.isEmpty() ? "" : "workingDir: " + pod;
    ImageConfig config = config(List.of("/x"), List.of(), List.of(), image, "");
    assertThat(build(lines, config).workingDir()).isEqualTo(expected);
  }

  @Test
  void limits() throws IOException {
    ContainerPlan c =
        build(
            "resources: {limits: {cpu: 1500m, memory: 64Mi}, requests: {cpu: 250m}}",
            List.of("/x"),
            List.of());
    assertThat(c.limits().memoryBytes()).isEqualTo(OptionalLong.of(64 << 20));
    assertThat(c.limits().cpuMilli()).isEqualTo(OptionalLong.of(1500));
    assertThat(c.limits().cpuRequestMilli()).isEqualTo(OptionalLong.of(250));
    assertThat(c.limits().oomGroup()).isTrue();
    ContainerPlan none = build("", List.of("/x"), List.of());
    assertThat(none.limits().memoryBytes()).isEmpty();
    assertThat(none.limits().cpuMilli()).isEmpty();
  }

  @Test
  void thePodItself() throws IOException {
    PodPlan plan =
        plan(
            "terminationGracePeriodSeconds: 7\nrestartPolicy: OnFailure\nhostname: other",
            "",
            config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.uid()).isEqualTo("the-uid");
    assertThat(plan.namespace()).isEqualTo("default");
    assertThat(plan.name()).isEqualTo("web");
    assertThat(plan.metadata())
        .contains("\"uid\":\"the-uid\"", "\"creationTimestamp\":\"2026-01-31T10:00:00Z\"");
    assertThat(plan.restartPolicy()).isEqualTo(RestartPolicy.OnFailure);
    assertThat(plan.graceSeconds()).isEqualTo(7);
    assertThat(plan.hostname()).isEqualTo("other");
    assertThat(plan.hosts()).endsWith("10.88.0.2\tother\n");
    assertThat(plan.hostNetwork()).isFalse();
    assertThat(plan.qosClass()).isEqualTo("BestEffort");
    ContainerPlan c = plan.containers().get(0);
    assertThat(c.layers()).containsExactly(layer.getFileName().toString());
    assertThat(c.image()).isEqualTo("docker.io/library/nginx:1.27");
    assertThat(c.imageId()).isEqualTo("docker.io/library/nginx@sha256:m");
  }

  @Test
  void aFullNameIsTheHostsAndTheEnvironments() throws IOException {
    PodPlan plan =
        plan(
            "subdomain: db\nsetHostnameAsFQDN: true\n"
                + "hostAliases: [{ip: 192.0.2.1, hostnames: [a]}]",
            "",
            config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.hostname()).isEqualTo("web.db.default.svc.cluster.local");
    assertThat(plan.containers().get(0).env()).contains("HOSTNAME=" + plan.hostname());
    assertThat(plan.hosts())
        .endsWith(
            "10.88.0.2\tweb.db.default.svc.cluster.local\tweb\n"
                + "\n# Entries added by HostAliases.\n192.0.2.1\ta\n");
  }

  @Test
  void inTheHostsNetworkNamesAreTheHosts() throws IOException {
    PodPlan plan =
        plan(
            "hostNetwork: true\nhostname: other\nhostAliases: [{ip: 192.0.2.1, hostnames: [a]}]",
            "",
            config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.hostname())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
    assertThat(plan.hosts())
        .startsWith("# Kubernetes-managed hosts file (host network).\n")
        .contains(HostFile.text(Path.of("/etc/hosts")))
        .endsWith("192.0.2.1\ta\n");
  }

  @Test
  void dnsPolicyNoneKnowsNothingOfTheHost() throws IOException {
    PodPlan plan =
        plan(
            "dnsPolicy: None\ndnsConfig: {nameservers: [192.0.2.53], searches: [a.b]}",
            "",
            config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.resolvConf()).isEqualTo("search a.b\nnameserver 192.0.2.53\n");
    assertThat(plan.dnsOmissions()).isEmpty();
  }

  @Test
  void initContainersComeFirstEachWithItsPart() throws IOException {
    PodPlan plan =
        plan(
            "restartPolicy: Always\ninitContainers:\n- {name: i, image: x}\n"
                + "- {name: s, image: x, restartPolicy: Always}\n"
                + "- {name: n, image: x, restartPolicy: Never}\n"
                + "ephemeralContainers: [{name: e, image: x, targetContainerName: app}]",
            "",
            config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.containers())
        .extracting(ContainerPlan::name, c -> c.life().kind(), c -> c.life().restartPolicy())
        .containsExactly(
            tuple("i", ContainerKind.INIT, RestartPolicy.OnFailure),
            tuple("s", ContainerKind.SIDECAR, RestartPolicy.Always),
            tuple("n", ContainerKind.INIT, RestartPolicy.Never),
            tuple("app", ContainerKind.MAIN, RestartPolicy.Always),
            tuple("e", ContainerKind.EPHEMERAL, RestartPolicy.Never));
    assertThat(plan.containers().get(4).life().target()).contains("app");
    assertThat(plan.containers().get(3).life().target()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Always,OnFailure", "OnFailure,OnFailure", "Never,Never"})
  void anInitContainerIsTriedUntilItSucceedsUnlessNeverSaysOtherwise(String pod, RestartPolicy init)
      throws IOException {
    String lines = "restartPolicy: " + pod + "\ninitContainers: [{name: i, image: x}]";
    PodPlan plan = plan(lines, "", config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.containers().get(0).life().restartPolicy()).isEqualTo(init);
  }

  @Test
  void whatIsWrongWithAnInitContainerIsSaidByItsPath() {
    assertThatThrownBy(
            () ->
                plan(
                    "initContainers: [{name: i, image: x}]",
                    "",
                    config(List.of(), List.of(), List.of(), "", "")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "spec.initContainers[0].command: required: the image \"x\" has neither Entrypoint nor"
                + " Cmd");
  }

  @Test
  void lifeOfAContainer() throws IOException {
    LifecyclePlan life =
        build(
                """
                env: [{name: A, value: expanded}]
                ports: [{name: http, containerPort: 8080}]
                livenessProbe: {httpGet: {port: http, path: ok}, terminationGracePeriodSeconds: 4}
                readinessProbe: {tcpSocket: {port: http, host: h}, successThreshold: 2}
                startupProbe: {grpc: {port: 9, service: s}}
                lifecycle: {postStart: {exec: {command: [echo, $(A)]}}, preStop: {sleep: {seconds: 3}}}
                restartPolicy: Never
                restartPolicyRules: [{action: Restart, exitCodes: {operator: In, values: [42]}}]
                terminationMessagePath: /m
                terminationMessagePolicy: FallbackToLogsOnError
                stdin: true
                stdinOnce: true
                """,
                List.of("/x"),
                List.of())
            .life();
    assertThat(life)
        .isEqualTo(
            new LifecyclePlan(
                ContainerKind.MAIN,
                RestartPolicy.Never,
                List.of(new RestartRule(true, List.of(42))),
                Optional.of(
                    new ProbePlan(new Handler.Grpc(9, "s"), 0, 1, 10, 1, 3, OptionalLong.empty())),
                Optional.of(
                    new ProbePlan(
                        new Handler.HttpGet(false, "", 8080, "/ok", List.of()),
                        0,
                        1,
                        10,
                        1,
                        3,
                        OptionalLong.of(4))),
                Optional.of(
                    new ProbePlan(
                        new Handler.TcpSocket("h", 8080), 0, 1, 10, 2, 3, OptionalLong.empty())),
                Optional.of(new Handler.Exec(List.of("echo", "$(A)"))),
                Optional.of(new Handler.Sleep(3)),
                15,
                "/m",
                true,
                true,
                true,
                false,
                Optional.empty()));
  }

  @Test
  void aContainerWithoutWishesIsPlain() throws IOException {
    assertThat(build("", List.of("/x"), List.of()).life())
        .isEqualTo(LifecyclePlan.plain(ContainerKind.MAIN, RestartPolicy.Always));
  }

  @Test
  void theStopSignalIsTheContainersThenTheImages() throws IOException {
    ImageConfig quit = stoppedBy("SIGQUIT");
    assertThat(plan("", "", quit).containers().get(0).life().stopSignal()).isEqualTo(3);
    String own = "lifecycle: {stopSignal: SIGUSR1}";
    assertThat(plan("os: {name: linux}", own, quit).containers().get(0).life().stopSignal())
        .isEqualTo(10);
    assertThatThrownBy(() -> plan("", "", stoppedBy("SIGBOGUS")))
        .hasMessage(
            "spec.containers[0].image: \"nginx:1.27\" has StopSignal SIGBOGUS, which is no signal of"
                + " Linux; set lifecycle.stopSignal");
  }

  private static ImageConfig stoppedBy(String signal) {
    return new ImageConfig(
        List.of("/x"), List.of(), List.of(), "", "", signal, List.of(), List.of(), Map.of());
  }

  @Test
  void deadlineAndGates() throws IOException {
    PodPlan plan =
        plan(
            "activeDeadlineSeconds: 9\nreadinessGates: [{conditionType: example.com/a}]",
            "",
            config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.activeDeadlineSeconds()).hasValue(9);
    assertThat(plan.readinessGates()).containsExactly("example.com/a");
    assertThat(plan.metadata()).contains("\"generation\":1");
    assertThat(plan.backoffBaseMillis()).isEqualTo(10_000);
    assertThat(plan.backoffMaxMillis()).isEqualTo(300_000);
  }

  @Test
  void annotationsShortenTheBackOff() throws IOException {
    metadata =
        "{name: web, annotations: {beanpod.io/backoff-base: 100ms, beanpod.io/backoff-max: '2'}}";
    PodPlan plan = plan("", "", config(List.of("/x"), List.of(), List.of(), "", ""));
    assertThat(plan.backoffBaseMillis()).isEqualTo(100);
    assertThat(plan.backoffMaxMillis()).isEqualTo(2000);
  }

  private ContainerPlan build(String lines, List<String> entrypoint, List<String> cmd)
      throws IOException {
    return build(lines, config(entrypoint, cmd, List.of(), "", ""));
  }

  private ContainerPlan build(String lines, ImageConfig config) throws IOException {
    return plan("", lines, config).containers().get(0);
  }

  private PodPlan plan(String specLines, String containerLines, ImageConfig config)
      throws IOException {
    String yaml =
        "apiVersion: v1\nkind: Pod\nmetadata: "
            + metadata
            + "\nspec:\n"
            + (specLines.isEmpty() ? "" : specLines.indent(2))
            + "  containers:\n  - name: app\n    image: nginx:1.27\n"
            + (containerLines.isBlank() ? "" : containerLines.strip().indent(4));
    PodManifest manifest =
        PodManifest.readAll(
                "web.yaml", yaml.getBytes(StandardCharsets.UTF_8), new Node("node-1", "amd64"))
            .get(0);
    Image image =
        new Image(
            "docker.io/library/nginx:1.27",
            "sha256:c",
            "sha256:m",
            config,
            List.of(layer),
            1,
            Instant.EPOCH);
    return new PlanBuilder(Root.below(Path.of("/base")), manifest)
        .build(
            "the-uid",
            Collections.nCopies(manifest.pod().spec().allContainers().size(), image),
            List.of("10.88.0.2"),
            Optional.empty(),
            Instant.parse("2026-01-31T10:00:00.75Z"));
  }

  private static ImageConfig config(
      List<String> entrypoint, List<String> cmd, List<String> env, String workingDir, String user) {
    return new ImageConfig(
        entrypoint, cmd, env, workingDir, user, "", List.of(), List.of(), Map.of());
  }
}
