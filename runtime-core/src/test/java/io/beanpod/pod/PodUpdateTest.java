package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.store.JsonText;
import io.beanpod.store.Root;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of a pod whose pause has ended; those of a running one are the integration tests'. */
class PodUpdateTest {
  @TempDir Path dir;
  private StoredPod pod;
  private PodUpdate update;

  @BeforeEach
  void pod() {
    String yaml =
        "{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {a: x}}, spec: {containers:"
            + " [{name: app, image: 'x:1', env: [{name: A, value: b}]}]}}";
    Map<String, Object> tree =
        PodManifest.readAll("f", yaml.getBytes(StandardCharsets.UTF_8), new Node("n", "amd64"))
            .get(0)
            .tree();
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    metadata.put("uid", "the-uid");
    metadata.put("generation", 1L);
    metadata.put("creationTimestamp", "2026-01-01T00:00:00Z");
    tree.put("status", Json.copy(Map.of("phase", "Succeeded")));
    pod = new StoredPod(tree, dir, false);
    update = new PodUpdate(Root.below(dir.resolve("root")));
  }

  private Map<String, Object> stored() throws IOException {
    Path file = dir.resolve("pod.json");
    return JsonText.object(file, Files.readAllBytes(file));
  }

  @Test
  void nothingNewIsUnchangedAndWritesNothing() throws IOException {
    Map<String, Object> now = Json.copy(pod.tree());
    now.remove("status");
    Json.object(now.get("metadata")).remove("uid");
    assertThat(update.apply(pod, now)).isEqualTo(Applier.Verdict.UNCHANGED);
    assertThat(dir.resolve("pod.json")).doesNotExist();
  }

  @Test
  void aLabelIsStoredAndWhatTheSystemWroteStays() throws IOException {
    Map<String, Object> now = Json.copy(pod.tree());
    Json.object(now.get("metadata")).put("labels", Map.of("a", "y"));
    Json.object(now.get("metadata")).put("uid", "forged");
    Json.object(now.get("metadata")).put("generation", 9L);
    now.put("status", Map.of("phase", "Running"));
    assertThat(update.apply(pod, now)).isEqualTo(Applier.Verdict.CONFIGURED);
    Map<String, Object> expected = Json.copy(pod.tree());
    Json.object(expected.get("metadata")).put("labels", Map.of("a", "y"));
    assertThat(stored()).isEqualTo(expected);
  }

  @Test
  void whatTheNextStartBringsBackHasTheChangeToo() throws IOException {
    Root root = Root.below(dir.resolve("root"));
    Map<String, Object> now = Json.copy(pod.tree());
    Json.object(now.get("metadata")).put("labels", Map.of("a", "y"));
    update.apply(pod, now);
    assertThat(StoredManifest.read(root, "the-uid")).isEmpty(); // it came to its end by itself
    Files.createDirectories(root.podData("the-uid"));
    StoredManifest.write(root, "the-uid", "{\"name\":\"web\"}", "{}");
    update.apply(pod, now);
    assertThat(
            Json.at(
                StoredManifest.read(root, "the-uid").orElseThrow().tree(),
                "metadata",
                "labels",
                "a"))
        .isEqualTo("y");
  }

  @Test
  void aNewImageIsANewGeneration() throws IOException {
    Map<String, Object> now = Json.copy(pod.tree());
    container(now).put("image", "x:2");
    assertThat(update.apply(pod, now)).isEqualTo(Applier.Verdict.CONFIGURED);
    assertThat(container(stored())).containsEntry("image", "x:2");
    assertThat(Json.at(stored(), "metadata", "generation")).isEqualTo(2L);
  }

  @Test
  void whatIsWrongIsSaidBeforeWhatMayNotChange() {
    Map<String, Object> now = Json.copy(pod.tree());
    container(now).put("comand", "x");
    container(now).put("workingDir", "/srv");
    assertThatThrownBy(() -> update.apply(pod, now))
        .isInstanceOf(InvalidManifest.class)
        .hasMessage("pod/web: spec.containers[0].comand: unknown field; did you mean command?");
    container(now).remove("comand");
    assertThatThrownBy(() -> update.apply(pod, now))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageStartingWith("pod/web: spec.containers[0].workingDir: field is immutable")
        .hasMessageEndingWith("beanpod replace --force -f FILE");
    assertThat(dir.resolve("pod.json")).doesNotExist();
  }

  @Test
  void whatIsReadWhenThePodIsMadeDoesNotChangeWhileItLives() throws IOException {
    StoredPod running = new StoredPod(pod.tree(), dir, true);
    Map<String, Object> now = Json.copy(pod.tree());
    Json.object(now.get("metadata"))
        .put("annotations", Map.of("beanpod.io/log-max-size", "1Mi", "beanpod.io/network", "none"));
    assertThatThrownBy(() -> PodUpdate.preview(running, now))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining(
            "metadata.annotations[beanpod.io/log-max-size]: is read when the pod is made;"
                + " delete the pod and apply it again")
        .hasMessageContaining("metadata.annotations[beanpod.io/network]: is read");
    assertThat(update.apply(pod, now)).isEqualTo(Applier.Verdict.CONFIGURED); // for its next start
    Map<String, Object> harmless =
        Map.of("beanpod.io/backoff-base", "1s", "beanpod.io/network", "bridge"); // as without it
    Json.object(now.get("metadata")).put("annotations", harmless);
    assertThat(Json.at(PodUpdate.preview(running, now), "metadata", "annotations"))
        .isEqualTo(harmless);
  }

  @Test
  void aPodThatHasEndedCannotBeDebugged() {
    assertThatThrownBy(() -> update.ephemeral(pod, Map.of("name", "debugger", "image", "x")))
        .isInstanceOf(IOException.class)
        .hasMessage("pod/web has ended (Succeeded); only a running one can be debugged");
  }

  private static Map<String, Object> container(Map<String, Object> tree) {
    return Json.object(Json.list(Json.at(tree, "spec", "containers")).get(0));
  }
}
