package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.container.Credentials;
import io.beanpod.image.Image;
import io.beanpod.image.ImageConfig;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.PodSpec;
import io.beanpod.security.Capabilities;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom containers run as, and when they may not. */
class CredentialsPlannerTest {
  @TempDir Path layer;

  @BeforeEach
  void users() throws IOException {
    Files.createDirectory(layer.resolve("etc"));
    Files.writeString(
        layer.resolve("etc/passwd"),
        "root:x:0:0::/root:/bin/sh\napp:x:1000:1001::/srv/app:/bin/sh\n4:x:0:0::/:/bin/sh\n");
    Files.writeString(layer.resolve("etc/group"), "log:x:7:app\nwheel:x:10:root\n");
  }

  private CredentialsPlanner.Planned plan(String pod, String container, String user)
      throws IOException {
    String yaml =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  securityContext: "
            + pod
            + "\n  containers:\n  - {name: app, image: a, securityContext: "
            + container
            + "}\n";
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    PodSpec spec =
        PodManifest.readAll("web.yaml", text, new Node("node-1", "amd64")).get(0).pod().spec();
    ImageConfig config =
        new ImageConfig(
            List.of("/x"), List.of(), List.of(), "", user, "", List.of(), List.of(), Map.of());
    Image image = new Image("a", "sha256:c", "sha256:m", config, List.of(layer), 1, Instant.EPOCH);
    return new CredentialsPlanner(spec.securityContext(), "web_default(uid-1)")
        .plan(spec.containers().get(0), image);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // pod, container, the image's user, uid, gid, groups
        "{} | {} | ~~ | 0 | 0 | 0 10",
        "{} | {} | app | 1000 | 1001 | 1001 7",
        "{} | {} | 1000:5 | 1000 | 5 | 5",
        "{runAsUser: 1000} | {} | ~~ | 1000 | 1001 | 1001 7",
        "{runAsUser: 4} | {} | 1000:5 | 4 | 0 | 0",
        "{runAsUser: 4, runAsGroup: 6} | {runAsUser: 1000} | ~~ | 1000 | 6 | 6 7",
        "{runAsUser: 4} | {runAsUser: 0} | app | 0 | 0 | 0 10",
        "{} | {runAsGroup: 6} | app | 1000 | 6 | 6 7",
        "{} | {runAsGroup: 6} | 1000:5 | 1000 | 6 | 6 7",
        "{} | {runAsGroup: 6} | ~~ | 0 | 6 | 6 10",
        "{supplementalGroups: [8, 7, 1001], fsGroup: 9} | {} | app | 1000 | 1001 | 1001 7 8 9",
        "{supplementalGroups: [8], supplementalGroupsPolicy: Strict, fsGroup: 9} | {} | app | 1000"
            + " | 1001 | 1001 8 9",
        "{supplementalGroups: [9], fsGroup: 9} | {runAsUser: 5} | app | 5 | 0 | 0 9",
      })
  void userAndGroups(String pod, String container, String user, int uid, int gid, String groups)
      throws IOException {
    Credentials who = plan(pod, container, user).credentials();
    assertThat(who.uid()).isEqualTo(uid);
    assertThat(who.gid()).isEqualTo(gid);
    StringBuilder all = new StringBuilder();
    for (int group : who.groups()) {
      all.append(all.isEmpty() ? "" : " ").append(group);
    }
    assertThat(all).hasToString(groups);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{runAsNonRoot: true} | {} | ~~ | container has runAsNonRoot and image will run as root",
        "{runAsNonRoot: true} | {} | 00:5 | container has runAsNonRoot and image will run as root",
        "{} | {runAsNonRoot: true} | app | container has runAsNonRoot and image has non-numeric user"
            + " (app), cannot verify user is non-root",
        "{} | {runAsNonRoot: true} | app:0 | container has runAsNonRoot and image has non-numeric"
            + " user (app), cannot verify user is non-root",
        "{runAsNonRoot: true} | {runAsUser: 0} | 1000 | container's runAsUser breaks non-root"
            + " policy",
        "{runAsNonRoot: true, runAsUser: 0} | {} | 5 | container's runAsUser breaks non-root policy",
      })
  void whoMustNotBeRootIsRefused(String pod, String container, String user, String message)
      throws IOException {
    assertThat(plan(pod, container, user).refusal())
        .contains(message + " (pod: \"web_default(uid-1)\", container: app)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{runAsNonRoot: true} | {} | 1000:0",
        "{runAsNonRoot: true} | {runAsNonRoot: false} | ~~",
        "{runAsNonRoot: true, runAsUser: 5} | {} | app",
        "{runAsNonRoot: false, runAsUser: 0} | {} | app",
        "{} | {} | ~~",
      })
  void whoMayRun(String pod, String container, String user) throws IOException {
    assertThat(plan(pod, container, user).refusal()).isEmpty();
  }

  @Test
  void homeIsOfTheUserThatItRunsAs() throws IOException {
    assertThat(plan("{}", "{runAsUser: 1000}", "").home()).isEqualTo("/srv/app");
    assertThat(plan("{}", "{runAsUser: 77}", "app").home()).isEqualTo("/");
  }

  @Test
  void whatItMayDo() throws IOException {
    Credentials usual = plan("{}", "{}", "").credentials();
    assertThat(usual.capabilities()).isEqualTo(Capabilities.DEFAULT);
    assertThat(usual.noNewPrivileges()).isFalse();
    Credentials less =
        plan("{}", "{allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}", "")
            .credentials();
    assertThat(less.capabilities()).isZero();
    assertThat(less.noNewPrivileges()).isTrue();
  }

  @Test
  void aUserThatTheImageLacksDoesNotMatterWhereAnotherIsAskedFor() throws IOException {
    assertThat(plan("{runAsUser: 5}", "{}", "nobody-here").credentials().uid()).isEqualTo(5);
    assertThatThrownBy(() -> plan("{}", "{runAsGroup: 5}", "nobody-here"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("spec.containers[0].image: ");
  }
}
