package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cases of upstream's pkg/api/pod/warnings_test.go. */
class PortWarningsTest {
  private static List<String> warnings(String first, String second) {
    String pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: ["
            + "{name: foo, image: i, ports: ["
            + first
            + "]}, {name: bar, image: i, ports: ["
            + second
            + "]}]}}";
    return PortWarnings.of(
        PodManifest.readAll("test", pod.getBytes(StandardCharsets.UTF_8), Manifests.NODE)
            .get(0)
            .pod()
            .spec());
  }

  @Test
  void theSamePortTwice() {
    assertThat(warnings("{containerPort: 80}", "{containerPort: 80}"))
        .containsExactly(
            "spec.containers[1].ports[0]: duplicate port definition with"
                + " spec.containers[0].ports[0]");
    assertThat(warnings("{containerPort: 80, name: a}, {containerPort: 80, name: b}", ""))
        .containsExactly(
            "spec.containers[0].ports[1]: duplicate port definition with"
                + " spec.containers[0].ports[0]");
  }

  @Test
  void oneWithAHostPortAndOneWithout() {
    assertThat(warnings("{containerPort: 80, hostPort: 80}", "{containerPort: 80}"))
        .containsExactly(
            "spec.containers[1].ports[0]: overlapping port definition with"
                + " spec.containers[0].ports[0]");
  }

  @Test
  void oneWithAHostIpAndOneForAll() {
    assertThat(
            warnings(
                "{containerPort: 80, hostPort: 80}",
                "{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}"))
        .containsExactly(
            "spec.containers[1].ports[0]: dangerously ambiguous port definition with"
                + " spec.containers[0].ports[0]");
  }

  @Test
  void aHostIpThatMeansNothing() {
    assertThat(warnings("{containerPort: 80, hostIP: 127.0.0.1, protocol: UDP}", ""))
        .containsExactly(
            "spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0"
                + " ContainerPort:80 Protocol:UDP HostIP:127.0.0.1}");
  }

  @Test
  void whatMayStandBesideEachOther() {
    assertThat(warnings("{containerPort: 80}", "{containerPort: 80, protocol: UDP}")).isEmpty();
    assertThat(warnings("{containerPort: 80}", "{containerPort: 81}")).isEmpty();
    assertThat(
            warnings(
                "{containerPort: 80, hostPort: 80, hostIP: 10.0.0.1}",
                "{containerPort: 80, hostPort: 80, hostIP: 10.0.0.2}"))
        .isEmpty();
    assertThat(warnings("{containerPort: 80, hostPort: 80}", "{containerPort: 80, hostPort: 81}"))
        .isEmpty();
  }
}
