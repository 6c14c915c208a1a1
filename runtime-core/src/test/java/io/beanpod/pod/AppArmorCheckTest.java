package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Node;
import io.beanpod.model.Pod;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container that asks to be confined is never started unconfined. */
class AppArmorCheckTest {
  @TempDir Path dir;

  private List<String> problems(Path enabled, String pod, String container) throws IOException {
    String yaml =
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  securityContext: "
            + pod
            + "\n  containers:\n  - {name: app, image: a, securityContext: "
            + container
            + "}\n";
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    Pod decoded = PodManifest.readAll("web", text, new Node("n", "amd64")).get(0).pod();
    List<Problem> problems = new ArrayList<>();
    AppArmorCheck.check(decoded, enabled, problems);
    List<String> texts = new ArrayList<>();
    for (Problem problem : problems) {
      texts.add(problem.path() + ": " + problem.message());
    }
    return texts;
  }

  @Test
  void withoutAppArmorTheKubeletsWordsRefuse() throws IOException {
    Path none = dir.resolve("enabled");
    String message = ".securityContext.appArmorProfile: Cannot enforce AppArmor: AppArmor is not";
    assertThat(
            problems(
                none,
                "{appArmorProfile: {type: RuntimeDefault}}",
                "{appArmorProfile: {type: Localhost, localhostProfile: k8s-nginx}}"))
        .satisfiesExactly(
            p -> assertThat(p).startsWith("spec" + message),
            p -> assertThat(p).startsWith("spec.containers[0]" + message));
    assertThat(problems(none, "{appArmorProfile: {type: Unconfined}}", "{}")).isEmpty();
    assertThat(problems(none, "{}", "{}")).isEmpty();
  }

  @Test
  void withAppArmorItIsRefusedTooAndSaidWhy() throws IOException {
    Path enabled = Files.writeString(dir.resolve("enabled"), "Y\n");
    assertThat(problems(enabled, "{appArmorProfile: {type: RuntimeDefault}}", "{}"))
        .singleElement()
        .asString()
        .contains("Beanpod does not confine containers by AppArmor yet");
  }
}
