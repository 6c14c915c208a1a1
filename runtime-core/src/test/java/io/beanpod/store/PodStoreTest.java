package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodStoreTest {
  private static final String RUNNING =
      """
      {"apiVersion":"v1","kind":"Pod",
       "metadata":{"name":"NAME","namespace":"NS","uid":"UID","labels":{"app":"web"}},
       "spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]},
       "status":{"phase":"Running",
        "conditions":[
         {"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"},
         {"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}],
        "containerStatuses":[
         {"name":"a","ready":true,"started":true,"containerID":"beanpod://aa",
          "state":{"running":{"startedAt":"2026-01-01T00:00:01Z"}}},
         {"name":"b","ready":false,"state":{"waiting":{"reason":"CrashLoopBackOff"}}},
         {"name":"c","ready":false,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}}
      """;

  @TempDir Path dir;
  private Root root;
  private Path proc;
  private PodStore store;

  @BeforeEach
  void setUp() throws IOException {
    root = Root.below(dir.resolve("root"));
    proc = Files.createDirectory(dir.resolve("proc"));
    store = new PodStore(root, proc);
  }

  private void pod(String namespace, String name, String uid, int pause) throws IOException {
    Path pod = Files.createDirectories(root.pod(uid));
    Files.writeString(
        pod.resolve("pod.json"),
        RUNNING.replace("NAME", name).replace("NS", namespace).replace("UID", uid));
    Files.writeString(
        pod.resolve("runtime.json"),
        "{\"pause\":{\"pid\":"
            + pause
            + ",\"startTime\":5},\"netns\":\"/run/netns/"
            + name
            + "\","
            + "\"shareProcessNamespace\":true,\"cgroup\":\"beanpod/pod1\",\"containers\":[{\"name\":"
            + "\"a\",\"id\":\"aa\",\"attempt\":2,\"pid\":9,\"startTime\":6,\"layers\":[\"/l/1\","
            + "\"/l/2\"],\"groups\":[4,5],\"env\":[\"A=b\"]}]}");
    Path link = root.name(namespace, name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of("../../pods").resolve(uid));
  }

  private void alive(int pid) throws IOException {
    Path process = Files.createDirectory(proc.resolve(Integer.toString(pid)));
    Files.writeString(
        process.resolve("stat"), pid + " (java) S 1 1 1 0 -1 4 5 6 7 8 9 10 11 12 20 0 3 0 5 9\n");
  }

  @Test
  void aHostWithoutPodsHasNone() throws IOException {
    assertThat(store.list()).isEmpty();
    assertThat(store.list("default")).isEmpty();
    assertThat(store.find("default", "web")).isEmpty();
  }

  @Test
  void listsByNamespaceAndName() throws IOException {
    pod("prod", "a", "u1", 1);
    pod("default", "b", "u2", 1);
    pod("default", "a", "u3", 1);
    assertThat(store.list()).extracting(StoredPod::uid).containsExactly("u3", "u2", "u1");
    assertThat(store.list("default")).extracting(StoredPod::name).containsExactly("a", "b");
    assertThat(store.namespacesWith("a")).containsExactly("default", "prod");
  }

  @Test
  void showsALivingPodAsItIs() throws IOException {
    pod("default", "web", "u1", 7);
    alive(7);
    StoredPod pod = store.find("default", "web").orElseThrow();
    assertThat(pod.phase()).isEqualTo("Running");
    assertThat(pod.pauseAlive()).isTrue();
    assertThat(pod.labels()).containsExactly(Map.entry("app", "web"));
    assertThat(pod.containers()).containsExactly("a", "b", "c");
    assertThat(pod.directory()).isEqualTo(root.pod("u1"));
  }

  @Test
  void showsAPodWhosePauseWasKilledAsFailed() throws IOException {
    pod("prod", "web", "u1", 7);
    StoredPod pod = store.find("prod", "web").orElseThrow();
    assertThat(pod.pauseAlive()).isFalse();
    assertThat(pod.phase()).isEqualTo("Failed");
    Map<String, Object> status = Json.object(pod.tree().get("status"));
    assertThat(status).containsEntry("reason", "PauseKilled");
    assertThat(Json.string(status.get("message")))
        .contains("pid 7")
        .contains("`beanpod delete pod web -n prod`");
    Map<String, Object> running = pod.containerStatus("a");
    assertThat(running).containsEntry("ready", false).containsEntry("started", false);
    assertThat(Json.object(Json.at(running, "state", "terminated")))
        .containsEntry("exitCode", 137L)
        .containsEntry("reason", "Error")
        .containsEntry("startedAt", "2026-01-01T00:00:01Z")
        .containsEntry("containerID", "beanpod://aa")
        .doesNotContainKey("finishedAt");
    assertThat(Json.at(pod.containerStatus("b"), "state", "terminated", "exitCode"))
        .isEqualTo(137L);
    assertThat(Json.at(pod.containerStatus("c"), "state", "terminated", "exitCode")).isEqualTo(0L);
    Map<String, Object> ready = Json.object(Json.list(status.get("conditions")).get(1));
    assertThat(ready).containsEntry("status", "False").doesNotContainKey("lastTransitionTime");
    assertThat(Json.object(Json.list(status.get("conditions")).get(0)))
        .containsEntry("status", "True");
  }

  @Test
  void aPodThatEndedNeedsNoPause() throws IOException {
    pod("default", "web", "u1", 7);
    Path file = root.pod("u1").resolve("pod.json");
    Files.writeString(file, Files.readString(file).replace("\"Running\"", "\"Succeeded\""));
    assertThat(store.find("default", "web").orElseThrow().phase()).isEqualTo("Succeeded");
  }

  @Test
  void aPodThatIsBeingMadeIsNotDeclaredDead() throws IOException {
    pod("default", "web", "u1", 7);
    Files.delete(root.pod("u1").resolve("runtime.json"));
    StoredPod pod = store.find("default", "web").orElseThrow();
    assertThat(pod.phase()).isEqualTo("Running");
    assertThat(store.runtime(pod)).isEmpty();
  }

  @Test
  void aPodThatVanishesIsNotThere() throws IOException {
    pod("default", "web", "u1", 7);
    Files.delete(root.pod("u1").resolve("pod.json"));
    assertThat(store.find("default", "web")).isEmpty();
    assertThat(store.list()).isEmpty();
  }

  @Test
  void noNameLeadsOutOfTheStore() throws IOException {
    pod("default", "web", "u1", 7);
    for (String name : new String[] {"", ".", "..", "../default/web", "/", "WEB", "we\0b"}) {
      assertThat(store.find("default", name)).isEmpty();
      assertThat(store.find(name, "web")).isEmpty();
      assertThat(store.list(name)).isEmpty();
    }
  }

  @Test
  void saysWhichFileIsCorrupt() throws IOException {
    pod("default", "web", "u1", 7);
    Files.writeString(root.pod("u1").resolve("runtime.json"), "{}");
    assertThatThrownBy(() -> store.find("default", "web"))
        .isInstanceOf(CorruptState.class)
        .hasMessageContaining("u1/runtime.json: \"pause\" is missing");
  }

  @Test
  void oneThatIsCorruptHidesNoOther() throws IOException {
    pod("default", "web", "u1", 7);
    pod("default", "other", "u2", 8);
    Files.writeString(root.pod("u1").resolve("pod.json"), "{");
    List<IOException> broken = new ArrayList<>();
    assertThat(store.listReadable(broken::add))
        .extracting(StoredPod::name)
        .containsExactly("other");
    assertThat(broken).singleElement().isInstanceOf(CorruptState.class);
  }

  @Test
  void readsTheRuntime() throws IOException {
    pod("default", "web", "u1", 7);
    RuntimeState runtime = store.runtime(store.find("default", "web").orElseThrow()).orElseThrow();
    assertThat(runtime.pause()).isEqualTo(new ProcessIdentity(7, 5));
    assertThat(runtime.netns()).contains(Path.of("/run/netns/web"));
    assertThat(runtime.shareProcessNamespace()).isTrue();
    assertThat(runtime.hostNetwork()).isFalse();
    RuntimeState.Container container = runtime.container("a").orElseThrow();
    assertThat(container.attempt()).isEqualTo(2);
    assertThat(container.process()).isEqualTo(new ProcessIdentity(9, 6));
    assertThat(container.layers()).containsExactly(Path.of("/l/1"), Path.of("/l/2"));
    assertThat(container.upper()).isEqualTo(Optional.empty());
    assertThat(container.groups()).containsExactly(4, 5);
    assertThat(container.env()).containsExactly("A=b");
    assertThat(runtime.container("z")).isEmpty();
  }
}
