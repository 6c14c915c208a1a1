package io.beanpod.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodWatchTest {
  private final TestPods pods = new TestPods();

  private PodWatch watch(String label) {
    return new PodWatch(
        pods::all, pod -> pod.labels().get("app").equals(label), pods, () -> 1_767_225_600_500L);
  }

  private static List<String> words(List<PodEvent> events) {
    List<String> words = new ArrayList<>();
    for (PodEvent event : events) {
      words.add(event.type() + " " + event.pod().name() + " " + event.pod().phase());
    }
    return words;
  }

  @Test
  void tellsWhatChangedSinceTheLastLook() throws IOException {
    pods.put("web", "1", "Pending", "a").put("db", "2", "Running", "a");
    PodWatch watch = watch("a");
    assertThat(words(watch.look())).containsExactly("ADDED web Pending", "ADDED db Running");
    assertThat(watch.look()).isEmpty();
    pods.put("web", "1", "Running", "a");
    assertThat(words(watch.look())).containsExactly("MODIFIED web Running");
    pods.remove("db");
    pods.put("new", "3", "Pending", "a");
    assertThat(words(watch.look())).containsExactly("DELETED db Running", "ADDED new Pending");
  }

  @Test
  void manyChangesAreOneAndTheLastIsSeen() throws IOException {
    pods.put("web", "1", "Pending", "a");
    PodWatch watch = watch("a");
    watch.look();
    pods.put("web", "1", "Running", "a").put("web", "1", "Failed", "a");
    assertThat(words(watch.look())).containsExactly("MODIFIED web Failed");
  }

  @Test
  void aPodMadeAnewIsAnotherOne() throws IOException {
    pods.put("web", "1", "Running", "a");
    PodWatch watch = watch("a");
    watch.look();
    pods.put("web", "2", "Pending", "a");
    assertThat(words(watch.look())).containsExactly("DELETED web Running", "ADDED web Pending");
  }

  @Test
  void whatMatchesNoMoreIsDeletedAndTheOtherWayRound() throws IOException {
    pods.put("web", "1", "Running", "a").put("db", "2", "Running", "b");
    PodWatch watch = watch("a");
    assertThat(words(watch.look())).containsExactly("ADDED web Running");
    pods.put("web", "1", "Succeeded", "b").put("db", "2", "Running", "a");
    assertThat(words(watch.look())).containsExactly("DELETED web Succeeded", "ADDED db Running");
    pods.remove("web");
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void aPodThatWentUnseenWasDeletedNow() throws IOException {
    pods.put("web", "1", "Running", "a");
    PodWatch watch = watch("a");
    var before = watch.look().get(0).pod();
    pods.remove("web");
    assertThat(Json.at(watch.look().get(0).pod().tree(), "metadata", "deletionTimestamp"))
        .isEqualTo("2026-01-01T00:00:00Z");
    assertThat(Json.at(before.tree(), "metadata", "deletionTimestamp")).isNull();
  }
}
