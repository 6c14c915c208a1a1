package io.beanpod.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PodTest {
  private static Pod resource(String name, int index) throws IOException {
    return PodManifest.readAll(name, Manifests.resource(name), Manifests.NODE).get(index).pod();
  }

  @Test
  void readsTheTwoContainersOfContainerDays() throws IOException {
    Pod pod = resource("containerdays.yaml", 0);
    assertThat(pod.metadata())
        .isEqualTo(new ObjectMeta("containerdays", "default", Map.of(), Map.of()));
    assertThat(pod.spec().containers())
        .extracting(Container::name, Container::image)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("foo", "nginx:alpine"),
            org.assertj.core.groups.Tuple.tuple("bar", "redis:alpine"));
    ResourceRequirements resources = pod.spec().containers().get(0).resources();
    assertThat(resources.limit("cpu").map(Quantity::milliValue)).contains(750L);
    assertThat(resources.request("memory").map(Quantity::value)).contains(128L << 20);
  }

  @Test
  void readsSeveralPodsOfOneFile() throws IOException {
    assertThat(resource("restart-policies.yaml", 0).spec().restartPolicy())
        .isEqualTo(RestartPolicy.OnFailure);
    assertThat(resource("restart-policies.yaml", 1).spec().restartPolicy())
        .isEqualTo(RestartPolicy.Never);
  }

  @Test
  void aPodTakenFromAClusterAppliesAgain() throws IOException {
    byte[] text = Manifests.resource("from-a-cluster.yaml");
    PodManifest manifest = PodManifest.readAll("x", text, Manifests.NODE).get(0);
    assertThat(manifest.tree()).doesNotContainKey("status");
    assertThat(Json.object(manifest.tree().get("metadata")))
        .containsOnlyKeys("labels", "name", "namespace");
    assertThat(manifest.pod().spec().containers().get(0).command())
        .containsExactly("/bin/sh", "-c", "sleep 60m");
  }

  @Test
  void defaultsAreKubernetes() {
    PodSpec spec = Manifests.pod("", "").pod().spec();
    Container container = spec.containers().get(0);
    assertThat(spec)
        .isEqualTo(
            new PodSpec(
                List.of(),
                spec.containers(),
                List.of(),
                RestartPolicy.Always,
                30,
                OptionalLong.empty(),
                List.of(),
                new Hostnames(Optional.empty(), Optional.empty(), Optional.empty(), false),
                List.of(),
                DnsPolicy.ClusterFirst,
                PodDnsConfig.NONE,
                List.of(),
                PodSecurityContext.NONE,
                ResourceRequirements.NONE,
                false,
                false,
                false,
                false));
    assertThat(container.imagePullPolicy()).isEqualTo(ImagePullPolicy.IfNotPresent);
    assertThat(container.resources()).isEqualTo(ResourceRequirements.NONE);
    assertThat(container.workingDir()).isEmpty();
  }

  @Test
  void readsEveryFieldThatIsBuilt() {
    Pod pod =
        Manifests.pod(
                """
                restartPolicy: Never
                terminationGracePeriodSeconds: 0
                hostname: h
                subdomain: s
                setHostnameAsFQDN: true
                hostAliases: [{ip: 192.0.2.1, hostnames: [a, b.c]}, {ip: "::1"}]
                dnsPolicy: None
                dnsConfig: {nameservers: [192.0.2.53], searches: [a.b], options: [{name: ndots, value: "2"}, {name: edns0}]}
                hostNetwork: true
                hostIPC: true
                shareProcessNamespace: true
                """,
                """
                imagePullPolicy: Never
                command: [sh]
                args: ["-c", "true"]
                workingDir: /srv
                env: [{name: A, value: "1"}, {name: B.c-d}, {name: N, value: null}]
                ports: [{name: http, containerPort: 80, hostPort: 80}, {containerPort: 53, protocol: UDP}]
                resources: {limits: {cpu: 1, memory: 0.5Gi}, requests: {cpu: 250m}}
                stdin: false
                tty: false
                terminationMessagePath: /dev/termination-log
                terminationMessagePolicy: File
                """)
            .pod();
    assertThat(pod.spec().terminationGracePeriodSeconds()).isZero();
    assertThat(pod.spec().hostnames())
        .isEqualTo(new Hostnames(Optional.of("h"), Optional.of("s"), Optional.empty(), true));
    assertThat(pod.spec().hostAliases())
        .containsExactly(
            new HostAlias("192.0.2.1", List.of("a", "b.c")), new HostAlias("::1", List.of()));
    assertThat(pod.spec().dnsPolicy()).isEqualTo(DnsPolicy.None);
    assertThat(pod.spec().dnsConfig())
        .isEqualTo(
            new PodDnsConfig(
                List.of("192.0.2.53"),
                List.of("a.b"),
                List.of(
                    new PodDnsConfig.Option("ndots", Optional.of("2")),
                    new PodDnsConfig.Option("edns0", Optional.empty()))));
    assertThat(pod.spec().hostNetwork()).isTrue();
    assertThat(pod.spec().hostPID()).isFalse();
    assertThat(pod.spec().hostIPC()).isTrue();
    assertThat(pod.spec().shareProcessNamespace()).isTrue();
    Container c = pod.spec().containers().get(0);
    assertThat(c.env()).containsExactly(plain("A", "1"), plain("B.c-d", ""), plain("N", ""));
    assertThat(c.ports())
        .containsExactly(
            new ContainerPort(Optional.of("http"), 80, Protocol.TCP, 80, Optional.empty()),
            new ContainerPort(Optional.empty(), 53, Protocol.UDP, 53, Optional.empty()));
    assertThat(c.resources().requests()).hasToString("{cpu=250m, memory=512Mi}");
    assertThat(c.args()).containsExactly("-c", "true");
    assertThat(c.workingDir()).contains("/srv");
  }

  private static EnvVar plain(String name, String value) {
    return new EnvVar(name, value, Optional.empty());
  }

  @Test
  void acceptsWhatChangesNothingOnOneNode() {
    PodManifest manifest =
        Manifests.pod(
            """
            nodeName: node-1
            nodeSelector: {kubernetes.io/hostname: node-1, kubernetes.io/os: linux, kubernetes.io/arch: amd64}
            tolerations: [{operator: Exists}, {key: a, value: b, effect: NoSchedule}]
            serviceAccountName: default
            automountServiceAccountToken: false
            priority: 5
            dnsPolicy: Default
            imagePullSecrets: [{name: regcred}]
            os: {name: linux}
            securityContext: {}
            volumes: []
            initContainers: null
            hostUsers: true
            """,
            "securityContext: {}\nlifecycle: {}\nenvFrom: []");
    assertThat(manifest.pod().spec().containers()).hasSize(1);
  }

  @Test
  void otherKindsAreRefusedEachOnItsLine() {
    assertThatThrownBy(() -> resource("nginx-deployment.yaml", 0))
        .isInstanceOf(InvalidManifest.class)
        .hasMessage(
            """
            nginx-deployment.yaml: document 1: configmap/nginx-index: kind ConfigMap is not supported; \
            Beanpod runs kind: Pod (apiVersion v1)
            nginx-deployment.yaml: document 2: deployment/nginx-deployment: kind Deployment is not \
            supported; Beanpod runs kind: Pod (apiVersion v1)
            nginx-deployment.yaml: document 3: service/nginx-deployment: kind Service is not supported; \
            Beanpod runs kind: Pod (apiVersion v1)""");
    assertThatThrownBy(() -> Manifests.read("a: 1"))
        .hasMessage(
            "web.yaml: document 1: kind is missing; Beanpod runs kind: Pod (apiVersion v1)");
    assertThatThrownBy(() -> Manifests.read("{apiVersion: apps/v1, kind: Pod}"))
        .hasMessage(
            "web.yaml: document 1: apiVersion apps/v1 is not Pod's;"
                + " Beanpod runs kind: Pod (apiVersion v1)");
  }

  @Test
  void pathsInsideAListBeginWithTheItem() {
    String list =
        "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}\n";
    assertThatThrownBy(() -> Manifests.read(list))
        .hasMessage(
            "web.yaml: document 1: pod/a: items[0].spec.containers:"
                + " required: at least one container");
  }

  @Test
  void generateNameAddsFiveCharacters() {
    String yaml = Manifests.yaml("", "").replace("{name: web}", "{generateName: web-}");
    PodManifest manifest = Manifests.read(yaml).get(0);
    assertThat(manifest.pod().metadata().name()).matches("web-[bcdfghjklmnpqrstvwxz2456789]{5}");
    assertThat(Json.at(manifest.tree(), "metadata", "name"))
        .isEqualTo(manifest.pod().metadata().name());
    String both = Manifests.yaml("", "").replace("{name: web}", "{name: w, generateName: web-}");
    assertThat(Manifests.read(both).get(0).pod().metadata().name()).isEqualTo("w");
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    String yaml =
        Manifests.yaml(
            "restartPolicy: Sometimes",
            "imagee: x\nresources: {limits: {memory: 500mm}}\nlivenessProbe: {}");
    assertThatThrownBy(() -> Manifests.read(Manifests.yaml("", "") + "\n---\n" + yaml))
        .isInstanceOfSatisfying(
            InvalidManifest.class,
            e -> {
              assertThat(e.problems())
                  .extracting(Problem::path)
                  .containsExactlyInAnyOrder(
                      "spec.restartPolicy",
                      "spec.containers[0].imagee",
                      "spec.containers[0].resources.limits.memory",
                      "spec.containers[0].livenessProbe");
              assertThat(e.getMessage().lines())
                  .hasSize(4)
                  .allMatch(line -> line.startsWith("web.yaml: document 2: pod/web: spec."));
            });
  }
}
