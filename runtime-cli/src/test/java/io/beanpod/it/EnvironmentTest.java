package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Variables from ConfigMaps, Secrets and the pod. Upstream: test/e2e/common/node's configmap.go,
 * secrets.go, downwardapi.go, expansion.go.
 */
class EnvironmentTest extends PodTest {
  @AfterEach
  void forgetObjects() {
    beanpod.run("delete", "configmaps,secrets", "--all").ok();
  }

  private void configMap(String name, String... literals) {
    create("configmap", name, literals);
  }

  private void create(String kind, String name, String... literals) {
    String[] words = new String[2 + kind.split(" ").length + literals.length];
    int at = 0;
    words[at++] = "create";
    for (String word : kind.split(" ")) {
      words[at++] = word;
    }
    words[at++] = name;
    for (String literal : literals) {
      words[at++] = "--from-literal=" + literal;
    }
    beanpod.run(words).ok();
  }

  private static Map<String, Object> key(String variable, String kind, String name, String key) {
    return Map.of("name", variable, "valueFrom", Map.of(kind, Map.of("name", name, "key", key)));
  }

  private static Map<String, Object> field(String variable, String path) {
    return Map.of("name", variable, "valueFrom", Map.of("fieldRef", Map.of("fieldPath", path)));
  }

  @Test
  void variablesComeFromObjectsAndReachExecProbesAndTheCommand() throws IOException {
    configMap("app", "greeting=Hello", "b.b=2");
    create("secret generic", "login", "password=s3cr3t");
    apply(
        Manifest.pod("web")
            .container("one", "sh", "-c", "echo $(GREETING) $PASSWORD '$(MISSING)'; sleep 1000")
            .with(
                "env",
                List.of(
                    key("GREETING", "configMapKeyRef", "app", "greeting"),
                    key("PASSWORD", "secretKeyRef", "login", "password"),
                    Map.of("name", "BOTH", "value", "$(GREETING), $(p_greeting)"),
                    Map.of("name", "PLAIN", "value", "plain")))
            .with(
                "envFrom",
                List.of(
                    Map.of("prefix", "p_", "configMapRef", Map.of("name", "app")),
                    Map.of("prefix", "1-", "secretRef", Map.of("name", "login"))))
            .with(
                "readinessProbe",
                Map.of("exec", Map.of("command", List.of("test", "$(PLAIN)", "=", "plain")))));
    awaitLog("web", "one", "Hello s3cr3t $(MISSING)");
    // Without a shell, which drops what is no name to it.
    assertThat(beanpod.run("exec", "web", "--", "env").ok().lines())
        .contains("GREETING=Hello", "BOTH=Hello, Hello", "p_b.b=2", "1-password=s3cr3t");
    await("web", "ready", status -> status.ready("one"));

    Path run = root.resolve("run/beanpod/names/default/web");
    assertThat(run.resolve("pod.json")).content().doesNotContain("s3cr3t");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(run.resolve("runtime.json"))))
        .isEqualTo("rw-------");
    for (String command : List.of("describe pod web", "inspect web", "get pod web -o yaml")) {
      assertThat(beanpod.run(command.split(" ")).ok()).doesNotContain("s3cr3t");
    }
    assertThat(events()).noneMatch(line -> line.contains("s3cr3t"));
    assertThat(beanpod.run("describe", "pod", "web").ok())
        .contains("<set to the key 'password' in secret 'login'>")
        .contains("app    ConfigMap with prefix 'p_'");
  }

  @Test
  void aContainerWaitsForItsConfigurationAndStartsWhenItComes() {
    apply(
        Manifest.pod("web")
            .script("one", "echo \"got $A $B\"; sleep 1000")
            .with(
                "env",
                List.of(
                    key("A", "configMapKeyRef", "app", "a"),
                    key("B", "secretKeyRef", "login", "b")))
            .script("two", "sleep 1000"));
    Status waiting = await("web", "two runs", s -> s.is("two", "running"));
    assertThat(waiting.waits("one")).isEqualTo("CreateContainerConfigError");
    assertThat(waiting.state("one", "waiting").get("message"))
        .isEqualTo("configmap \"app\" not found");
    assertThat(waiting.restarts("one")).isZero();
    assertThat(waiting.phase()).isEqualTo("Pending");
    awaitEvent("Failed spec.containers{one}: Error: configmap \"app\" not found");

    configMap("app", "other=1");
    awaitMessage("couldn't find key a in ConfigMap default/app");
    beanpod.run("patch", "configmap", "app", "-p", "{\"data\":{\"a\":\"1\"}}").ok();
    awaitMessage("secret \"login\" not found");
    create("secret generic", "login", "b=2");
    awaitLog("web", "one", "got 1 2");
    Status running = await("web", "one runs", s -> s.is("one", "running"));
    assertThat(running.restarts("one")).isZero();
    assertThat(running.last("one")).isEmpty();
    assertThat(running.phase()).isEqualTo("Running");
  }

  private void awaitMessage(String message) {
    await("web", message, s -> message.equals(s.state("one", "waiting").get("message")));
  }

  @Test
  void aRestartReadsTheObjectsAnewAndWaitsForOneThatIsGone() {
    configMap("app", "a=1");
    apply(
        Manifest.pod("web")
            .backOff("10ms", "10ms")
            .script("one", "echo \"a is $A of $TIER\"; sleep 1000")
            .with(
                "env",
                List.of(
                    key("A", "configMapKeyRef", "app", "a"),
                    field("TIER", "metadata.labels['tier']"))));
    awaitLog("web", "one", "a is 1 of ");
    long first = pid("web", "one");
    beanpod.run("patch", "configmap", "app", "-p", "{\"data\":{\"a\":\"2\"}}").ok();
    beanpod.run("label", "pod", "web", "tier=back").ok();
    assertThat(sh("web", "echo $A $TIER")).isEqualTo("1\n"); // as its process was started
    beanpod.other("kill", "-9", Long.toString(first)).ok();
    long second = nextPid("web", "one", first);
    awaitLog("web", "one", "a is 2 of back");
    assertThat(sh("web", "echo $A $TIER")).isEqualTo("2 back\n");

    beanpod.run("delete", "configmap", "app").ok();
    beanpod.other("kill", "-9", Long.toString(second)).ok();
    Status waiting =
        await("web", "waits", s -> s.waits("one").equals("CreateContainerConfigError"));
    assertThat(waiting.restarts("one")).isEqualTo(1);
    assertThat(waiting.last("one").get("exitCode")).isEqualTo(137L);
    configMap("app", "a=3");
    awaitLog("web", "one", "a is 3 of back");
    assertThat(get("web").restarts("one")).isEqualTo(2);
  }

  @Test
  void whatIsOptionalMayBeMissing() {
    apply(
        Manifest.pod("web")
            .script("one", "echo \"none: ${A-unset} ${B-unset}\"; sleep 1000")
            .with(
                "env",
                List.of(
                    Map.of(
                        "name",
                        "A",
                        "valueFrom",
                        Map.of(
                            "configMapKeyRef",
                            Map.of("name", "app", "key", "a", "optional", true)))))
            .with(
                "envFrom",
                List.of(Map.of("secretRef", Map.of("name", "login", "optional", true)))));
    awaitLog("web", "one", "none: unset unset");
  }

  @Test
  void thePodTellsOfItself() {
    apply(
        Manifest.pod("web")
            .label("app", "shop")
            .annotation("example.com/build", "$(NAME) 7")
            .script("one", "sleep 1000")
            .with(
                "resources",
                Map.of("limits", Map.of("memory", "64Mi"), "requests", Map.of("cpu", "250m")))
            .with(
                "env",
                List.of(
                    field("NAME", "metadata.name"),
                    field("NAMESPACE", "metadata.namespace"),
                    field("POD_UID", "metadata.uid"),
                    field("APP", "metadata.labels['app']"),
                    field("BUILD", "metadata.annotations['example.com/build']"),
                    field("NODE", "spec.nodeName"),
                    field("ACCOUNT", "spec.serviceAccountName"),
                    field("HOST_IP", "status.hostIP"),
                    field("HOST_IPS", "status.hostIPs"),
                    field("POD_IP", "status.podIP"),
                    field("POD_IPS", "status.podIPs"),
                    resource("MEMORY", "limits.memory", "1Mi"),
                    resource("CPU_REQUEST", "requests.cpu", "1m"),
                    resource("CPU", "limits.cpu", "1"))));
    Map<String, Object> pod = file("web", "pod.json");
    String podIp = Json.string(Json.at(pod, "status", "podIP"));
    List<String> podIps = new ArrayList<>();
    for (Object each : Json.list(Json.at(pod, "status", "podIPs"))) {
      podIps.add(Json.string(Json.object(each).get("ip")));
    }
    String hostIp = Json.string(Json.at(pod, "status", "hostIP"));
    assertThat(sh("web", "env").lines())
        .contains(
            "NAME=web",
            "NAMESPACE=default",
            "POD_UID=" + Json.at(pod, "metadata", "uid"),
            "APP=shop",
            "BUILD=$(NAME) 7",
            "ACCOUNT=default",
            "HOST_IP=" + hostIp,
            "HOST_IPS=" + hostIp,
            "POD_IP=" + podIp,
            "POD_IPS=" + String.join(",", podIps),
            "MEMORY=64",
            "CPU_REQUEST=250",
            "CPU=" + sh("web", "nproc").strip())
        .anyMatch(line -> line.matches("NODE=.+"));
    assertThat(podIps).contains(podIp);
  }

  private static Map<String, Object> resource(String variable, String resource, String divisor) {
    return Map.of(
        "name",
        variable,
        "valueFrom",
        Map.of("resourceFieldRef", Map.of("resource", resource, "divisor", divisor)));
  }
}
