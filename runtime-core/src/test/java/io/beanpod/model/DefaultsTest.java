package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {
  @Test
  void aStoredPodReadsLikeKubectlGet() {
    PodManifest pod =
        Manifests.pod(
            "hostNetwork: true",
            "ports: [{containerPort: 80}]\nresources: {limits: {cpu: 0.5, memory: 1024Mi}, requests: {cpu: 0.1}}");
    assertThat(YamlWriter.write(Json.sorted(pod.tree())))
        .isEqualTo(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: default
            spec:
              containers:
              - image: nginx:1.27
                imagePullPolicy: IfNotPresent
                name: app
                ports:
                - containerPort: 80
                  hostPort: 80
                  protocol: TCP
                resources:
                  limits:
                    cpu: 500m
                    memory: 1Gi
                  requests:
                    cpu: 100m
                    memory: 1Gi
                terminationMessagePath: /dev/termination-log
                terminationMessagePolicy: File
              dnsPolicy: ClusterFirst
              enableServiceLinks: true
              hostNetwork: true
              restartPolicy: Always
              schedulerName: default-scheduler
              securityContext: {}
              terminationGracePeriodSeconds: 30
            """);
  }

  @Test
  void applyingTwiceChangesNothingAndTheOriginalStays() {
    String yaml = Manifests.yaml("", "resources: {limits: {cpu: 1}}");
    Map<String, Object> tree =
        Documents.read("f", yaml.getBytes(StandardCharsets.UTF_8)).get(0).tree();
    Map<String, Object> before = Json.copy(tree);
    Map<String, Object> once = Defaults.apply(tree);
    assertThat(tree).isEqualTo(before);
    assertThat(Defaults.apply(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource({
    "nginx, Always",
    "nginx:latest, Always",
    "nginx:1.27, IfNotPresent",
    "localhost:5000/nginx, Always",
    "localhost:5000/nginx:1, IfNotPresent",
    "nginx@sha256:00, IfNotPresent",
    "nginx:latest@sha256:00, Always",
  })
  void pullPolicyFollowsTheTag(String image, ImagePullPolicy policy) {
    String yaml = Manifests.yaml("", "").replace("nginx:1.27", image);
    assertThat(Manifests.read(yaml).get(0).pod().spec().containers().get(0).imagePullPolicy())
        .isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|BestEffort",
        "{requests: {cpu: 1}}|Burstable",
        "{limits: {cpu: 1, memory: 1Mi}}|Guaranteed",
        "{limits: {cpu: 1, memory: 1Mi}, requests: {cpu: 1000m}}|Guaranteed",
        "{limits: {cpu: 1, memory: 1Mi}, requests: {cpu: 1m}}|Burstable",
        "{limits: {memory: 1Mi}}|Burstable",
        "{limits: {cpu: 0, memory: 0}}|BestEffort",
        "{requests: {ephemeral-storage: 1Gi}}|BestEffort",
      })
  void qosClassAsUpstream(String resources, QosClass expected) {
    Pod pod = Manifests.pod("", "resources: " + resources).pod();
    assertThat(QosClass.of(pod)).isEqualTo(expected);
  }

  @Test
  void oneContainerWithoutLimitsMakesAPodBurstable() {
    String yaml =
        Manifests.yaml("", "resources: {limits: {cpu: 1, memory: 1Mi}}")
            + "  - {name: second, image: x}\n";
    assertThat(QosClass.of(Manifests.read(yaml).get(0).pod())).isEqualTo(QosClass.Burstable);
  }
}
