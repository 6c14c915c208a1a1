package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.ServiceDefaults;
import io.beanpod.network.Pods;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointSlicesTest {
  private static final StoredPod A = Pods.pod("a", "10.88.0.2", true, "{app: web}");
  private static final StoredPod B = Pods.pod("b", "10.88.0.3", false, "{app: web}");
  private static final StoredPod OTHER = Pods.pod("c", "10.88.0.4", true, "{app: db}");

  private static StoredObject service(String spec) {
    Map<String, Object> tree =
        Pods.tree(
            "{metadata: {name: web, namespace: default, uid: u-1, creationTimestamp: '2026-11-21T02:39:57Z'},"
                + " spec: "
                + spec
                + "}");
    ServiceDefaults.fill(Json.object(tree.get("spec")));
    return new StoredObject(ObjectKind.SERVICE, tree);
  }

  private static String web(String more) {
    return "{clusterIP: 10.96.0.9, clusterIPs: [10.96.0.9], ipFamilies: [IPv4], " + more + "}";
  }

  private static final String PORTS = "ports: [{name: http, port: 80, targetPort: http}]";

  @Test
  void itTellsWhichPodsAreBehindAServiceAndWhichAreReady() {
    List<StoredObject> slices =
        EndpointSlices.of(service(web("selector: {app: web}, " + PORTS)), List.of(A, B, OTHER));
    assertThat(slices).hasSize(1);
    StoredObject slice = slices.get(0);
    assertThat(slice.name()).isEqualTo("web-ipv4");
    assertThat(slice.labels()).containsEntry("kubernetes.io/service-name", "web");
    assertThat(JsonWriter.compact(slice.tree()))
        .contains(
            "\"addressType\":\"IPv4\",\"ports\":[{\"name\":\"http\",\"port\":8080,\"protocol\":\"TCP\"}]",
            "{\"addresses\":[\"10.88.0.2\"],\"conditions\":{\"ready\":true,\"serving\":true,\"terminating\":false}",
            "{\"addresses\":[\"10.88.0.3\"],\"conditions\":{\"ready\":false,\"serving\":false,\"terminating\":false}",
            "\"targetRef\":{\"kind\":\"Pod\",\"namespace\":\"default\",\"name\":\"a\",\"uid\":\"uid-a\"}")
        .doesNotContain("10.88.0.4");
  }

  @Test
  void podsThatCallAnotherPortByTheNameHaveASliceOfTheirOwn() {
    StoredPod odd =
        Pods.stored(
            """
            metadata: {name: odd, namespace: default, uid: uid-odd, labels: {app: web}}
            spec: {containers: [{name: c, ports: [{name: http, containerPort: 81}]}]}
            status: {phase: Running, podIPs: [{ip: 10.88.0.9}]}
            """);
    List<StoredObject> slices =
        EndpointSlices.of(service(web("selector: {app: web}, " + PORTS)), List.of(A, odd, B));
    assertThat(slices).extracting(StoredObject::name).containsExactly("web-ipv4", "web-ipv4-2");
    assertThat(Json.list(slices.get(0).tree().get("endpoints"))).hasSize(2);
    assertThat(Json.list(slices.get(1).tree().get("endpoints"))).hasSize(1);
  }

  @Test
  void nobodyBehindItIsAnEmptySliceAndNoSelectorIsNone() {
    List<StoredObject> nobody =
        EndpointSlices.of(service(web("selector: {app: none}, " + PORTS)), List.of(A));
    assertThat(nobody).hasSize(1);
    assertThat(Json.list(nobody.get(0).tree().get("endpoints"))).isEmpty();
    assertThat(EndpointSlices.of(service(web(PORTS)), List.of(A))).isEmpty();
  }
}
