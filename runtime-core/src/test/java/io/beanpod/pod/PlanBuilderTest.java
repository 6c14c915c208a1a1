package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.container.ContainerPlan;
import io.beanpod.image.Image;
import io.beanpod.image.ImageConfig;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.RestartPolicy;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanBuilderTest {
  @TempDir Path layer;

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
    assertThat(c.uid()).isEqualTo(1000);
    assertThat(c.gid()).isEqualTo(1001);
    assertThat(c.groups()).contains(7);
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
    assertThat(plan.hosts()).endsWith("127.0.0.1\tother\n");
    assertThat(plan.hostNetwork()).isFalse();
    assertThat(plan.qosClass()).isEqualTo("BestEffort");
    ContainerPlan c = plan.containers().get(0);
    assertThat(c.layers()).containsExactly(layer.getFileName().toString());
    assertThat(c.image()).isEqualTo("docker.io/library/nginx:1.27");
    assertThat(c.imageId()).isEqualTo("docker.io/library/nginx@sha256:m");
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
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n"
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
        .build("the-uid", List.of(image), Instant.parse("2026-01-31T10:00:00.75Z"));
  }

  private static ImageConfig config(
      List<String> entrypoint, List<String> cmd, List<String> env, String workingDir, String user) {
    return new ImageConfig(
        entrypoint, cmd, env, workingDir, user, "", List.of(), List.of(), Map.of());
  }
}
