package io.beanpod.cli.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Documents;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PodDescriptionTest {
  @Test
  void readsLikeKubectl() throws IOException {
    Map<String, Object> pod;
    try (var in = getClass().getResourceAsStream("/running.json")) {
      pod = Documents.read("running.json", in).get(0).tree();
    }
    assertThat(PodDescription.of(pod, "node1", ZoneId.of("UTC")))
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
            IP:           <none>
            Containers:
              web:
                Container ID:  beanpod://aa
                Image:         nginx:1.25
                Image ID:      docker.io/library/nginx@sha256:11
                Port:          80/TCP
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
                  A:  b
              side:
                Container ID:   beanpod://bb
                Image:          redis:7
                Image ID:       docker.io/library/redis@sha256:22
                Port:           <none>
                State:          Running
                  Started:      Thu, 01 Jan 2026 00:00:02 +0000
                Ready:          True
                Restart Count:  0
                Environment:    <none>
            Conditions:
              Type              Status   Reason
              Ready             True
              ContainersReady   True
            QoS Class:  Burstable
            """);
  }
}
