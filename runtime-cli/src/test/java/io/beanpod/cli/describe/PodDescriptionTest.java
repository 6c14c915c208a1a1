package io.beanpod.cli.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.event.StoredEvent;
import io.beanpod.model.Documents;
import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PodDescriptionTest {
  private static final Surroundings HERE =
      new Surroundings(
          "node1", ZoneId.of("UTC"), Instant.parse("2026-01-01T00:05:00Z").toEpochMilli());

  private static Map<String, Object> resource(String name) throws IOException {
    try (var in = PodDescriptionTest.class.getResourceAsStream("/" + name)) {
      return Documents.read(name, in).get(0).tree();
    }
  }

  @Test
  void readsLikeKubectl() throws IOException {
    assertThat(PodDescription.of(resource("running.json"), Optional.of(List.of()), Map.of(), HERE))
        .isEqualTo(
            """
            Name:         NAME
            Namespace:    SPACE
            Node:         node1
            Start Time:   Thu, 01 Jan 2026 00:00:00 +0000
            Labels:       app=NAME
                          tier=front
            Annotations:  <none>
            Status:       Running
            IP:
            IPs:          <none>
            Containers:
              web:
                Container ID:  beanpod://aa
                Image:         nginx:1.25
                Image ID:      docker.io/library/nginx@sha256:11
                Port:          80/TCP
                Host Port:     0/TCP
                Args:
                  nginx
                  -g
                  daemon off;
                State:          Running
                  Started:      Thu, 01 Jan 2026 00:00:02 +0000
                Last State:     Terminated
                  Reason:       Error
                  Exit Code:    137
                  Signal:       9
                  Started:      Thu, 01 Jan 2026 00:00:01 +0000
                  Finished:     Thu, 01 Jan 2026 00:00:02 +0000
                Ready:          True
                Restart Count:  1
                Limits:
                  memory:  256Mi
                Requests:
                  memory:  128Mi
                Environment:
                  A:     b
                Mounts:  <none>
              side:
                Container ID:   beanpod://bb
                Image:          redis:7
                Image ID:       docker.io/library/redis@sha256:22
                Port:           <none>
                Host Port:      <none>
                State:          Running
                  Started:      Thu, 01 Jan 2026 00:00:02 +0000
                Ready:          True
                Restart Count:  0
                Environment:    <none>
                Mounts:         <none>
            Conditions:
              Type              Status
              Ready             True
              ContainersReady   True
            Volumes:            <none>
            QoS Class:          Burstable
            Node-Selectors:     <none>
            Tolerations:        <none>
            Events:             <none>
            """);
  }

  @Test
  void thePodsOwnResourcesStandAboveTheContainers() throws IOException {
    Map<String, Object> pod = resource("running.json");
    Map<String, Object> amounts = Map.of("memory", "1Gi", "cpu", "500m");
    Json.object(pod.get("spec")).put("resources", Map.of("requests", amounts, "limits", amounts));
    assertThat(PodDescription.of(pod, Optional.empty(), Map.of(), HERE))
        .contains(
            """
            Resources:
              Limits:
                cpu:     500m
                memory:  1Gi
              Requests:
                cpu:     500m
                memory:  1Gi
            Containers:
            """);
  }

  @Test
  void hasAPlaceForEverything() throws IOException {
    Map<String, Object> all = resource("everything.json");
    List<StoredEvent> events = new ArrayList<>();
    for (Object event : Json.list(all.remove("events"))) {
      events.add(new StoredEvent(Json.object(event)));
    }
    String expected;
    try (var in = getClass().getResourceAsStream("/everything.txt")) {
      expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(PodDescription.of(all, Optional.of(events), Map.of(), HERE)).isEqualTo(expected);
  }

  @Test
  void tellsOfProcessesThatWereKilledForWantOfMemory() throws IOException {
    Map<String, Object> pod = resource("running.json");
    Object name = Json.object(Json.list(Json.at(pod, "spec", "containers")).get(0)).get("name");
    MemoryKills kills = new MemoryKills(3, OptionalLong.of(20 << 20));
    assertThat(PodDescription.of(pod, Optional.empty(), Map.of(name.toString(), kills), HERE))
        .containsPattern("Restart Count: +\\d+\n    OOM Kills: +3\n    Memory Peak: +20Mi\n");
  }

  @Test
  void leavesEventsOutWhereTheyAreNotAskedFor() throws IOException {
    assertThat(PodDescription.of(resource("running.json"), Optional.empty(), Map.of(), HERE))
        .doesNotContain("Events:");
  }
}
