package io.beanpod.network.service;

import static io.beanpod.network.Pods.pod;
import static io.beanpod.network.Pods.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.IpAddress;
import io.beanpod.model.Json;
import io.beanpod.model.Protocol;
import io.beanpod.model.Service;
import io.beanpod.store.StoredPod;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private static final Service WEB =
      service("web", "{selector: {app: web}, ports: [{port: 80, targetPort: http}]}");

  @Test
  void thoseThatHaveAllLabelsAndAnAddress() {
    List<StoredPod> pods =
        List.of(
            pod("a", "10.88.0.2", true, "{app: web, tier: front}"),
            pod("b", "10.88.0.3", false, "{app: web}"),
            pod("c", "10.88.0.4", true, "{app: db}"),
            ended(pod("d", "10.88.0.5", true, "{app: web}")));
    List<Endpoint> endpoints = Endpoints.of(WEB, pods);
    assertThat(endpoints).extracting(e -> e.pod().name()).containsExactly("a", "b");
    assertThat(endpoints).extracting(Endpoint::ready).containsExactly(true, false);
    assertThat(Endpoints.usable(endpoints)).extracting(e -> e.pod().name()).containsExactly("a");
    assertThat(endpoints.get(0).addresses())
        .containsExactly(IpAddress.parse("10.88.0.2").orElseThrow());
  }

  @Test
  void noSelectorIsNobody() {
    Service any = service("any", "{ports: [{port: 80}]}");
    assertThat(Endpoints.of(any, List.of(pod("a", "10.88.0.2", true, "{}")))).isEmpty();
  }

  @Test
  void whoIsBeingDeletedServesWhileNobodyElseDoes() {
    StoredPod leaving = leaving(pod("a", "10.88.0.2", true, "{app: web}"));
    StoredPod staying = pod("b", "10.88.0.3", true, "{app: web}");
    assertThat(Endpoints.usable(Endpoints.of(WEB, List.of(leaving)))).hasSize(1);
    assertThat(Endpoints.of(WEB, List.of(leaving)).get(0).ready()).isFalse();
    assertThat(Endpoints.usable(Endpoints.of(WEB, List.of(leaving, staying))))
        .extracting(e -> e.pod().name())
        .containsExactly("b");
  }

  @Test
  void publishNotReadyAddresses() {
    Service early =
        service(
            "early", "{selector: {app: web}, publishNotReadyAddresses: true, ports: [{port: 80}]}");
    Endpoint endpoint =
        Endpoints.of(early, List.of(pod("a", "10.88.0.2", false, "{app: web}"))).get(0);
    assertThat(endpoint.ready()).isTrue();
    assertThat(endpoint.serving()).isFalse();
  }

  @Test
  void aNameMeansThePortOfEachPod() {
    StoredPod pod = pod("a", "10.88.0.2", true, "{app: web}");
    Endpoint endpoint = Endpoints.of(WEB, List.of(pod)).get(0);
    assertThat(endpoint.port(WEB.spec().ports().get(0))).isEqualTo(OptionalInt.of(8080));
    assertThat(Endpoint.named(pod, "http", Protocol.UDP)).isEmpty();
    assertThat(Endpoint.named(pod, "https", Protocol.TCP)).isEmpty();
  }

  @Test
  void aHostnameCountsBelowItsOwnSubdomain() {
    StoredPod named = pod("a", "10.88.0.2", true, "{app: web}", "hostname: h\nsubdomain: web");
    StoredPod other = pod("b", "10.88.0.3", true, "{app: web}", "hostname: h\nsubdomain: db");
    assertThat(Endpoints.of(WEB, List.of(named, other)))
        .extracting(e -> e.hostname().orElse(""))
        .containsExactly("h", "");
  }

  private static StoredPod ended(StoredPod pod) {
    Json.object(pod.tree().get("status")).put("phase", "Succeeded");
    return pod;
  }

  private static StoredPod leaving(StoredPod pod) {
    Json.object(pod.tree().get("metadata")).put("deletionTimestamp", "2026-01-01T00:00:00Z");
    return pod;
  }
}
