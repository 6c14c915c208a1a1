package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.config.ConfigException;
import io.beanpod.config.ConfigObjects;
import io.beanpod.config.Environment;
import io.beanpod.container.ContainerPlan;
import io.beanpod.image.Image;
import io.beanpod.image.ImageConfig;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the manifest and the objects to the environment that the process gets. */
class EnvironmentTest {
  @TempDir Path dir;
  private Root root;
  private ObjectStore store;

  @BeforeEach
  void open() {
    root = Root.below(dir);
    store = new ObjectStore(root);
  }

  @Test
  void keysOfObjects() throws IOException {
    configMap("app", Map.of("host", "db.example", "cost", "$(HOST) $$"));
    secret("login", Map.of("password", "cDQkJA==")); // p4$$
    assertThat(
            env(
                """
                env:
                - {name: HOST, valueFrom: {configMapKeyRef: {name: app, key: host}}}
                - {name: COST, valueFrom: {configMapKeyRef: {name: app, key: cost}}}
                - {name: PASSWORD, valueFrom: {secretKeyRef: {name: login, key: password}}}
                - {name: URL, value: "http://u:$(PASSWORD)@$(HOST)/$$(HOST)"}
                """))
        .containsExactly(
            "HOST=db.example",
            "COST=$(HOST) $$", // what comes from an object stays as it is
            "PASSWORD=p4$$",
            "URL=http://u:p4$$@db.example/$(HOST)");
  }

  @Test
  void allKeysOfObjectsComeFirst() throws IOException {
    configMap("app", Map.of("a", "1", "B.b-b_b", "2"));
    secret("login", Map.of("a", "Mw==")); // 3
    assertThat(
            env(
                """
                envFrom:
                - {configMapRef: {name: app}}
                - {configMapRef: {name: app}, prefix: '1-$/'}
                - {secretRef: {name: login}}
                env: [{name: a, value: $(a)4}, {name: B.b-b_b, value: ''}]
                """))
        .containsExactlyInAnyOrder("a=34", "B.b-b_b=", "1-$/a=1", "1-$/B.b-b_b=2");
  }

  @Test
  void onlyDataOfAConfigMapBecomesVariables() throws IOException {
    Map<String, Object> tree = tree("app", Map.of("a", "1"));
    tree.put("binaryData", Map.of("b", "AAAA"));
    store.write(new StoredObject(ObjectKind.CONFIG_MAP, tree));
    assertThat(env("envFrom: [{configMapRef: {name: app}}]")).containsExactly("a=1");
    refused(
        "env: [{name: B, valueFrom: {configMapKeyRef: {name: app, key: b}}}]",
        "couldn't find key b in ConfigMap default/app");
  }

  @Test
  void theManifestsWordsOfTheCommandAreExpanded() throws IOException {
    configMap("app", Map.of("who", "world"));
    String who = "env: [{name: WHO, valueFrom: {configMapKeyRef: {name: app, key: who}}}]\n";
    assertThat(resolve(who + "command: [echo, $(WHO)]\nargs: [$$(WHO), $(NO)]").argv())
        .containsExactly("echo", "world", "$(WHO)", "$(NO)");
    assertThat(resolve(who + "args: [$(WHO)]").argv()).containsExactly("/$(WHO)", "world");
    assertThat(resolve(who).argv()).containsExactly("/$(WHO)", "$(WHO)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "configMapKeyRef: {name: none, key: a}|configmap \"none\" not found",
        "configMapKeyRef: {name: app, key: none}|couldn't find key none in ConfigMap default/app",
        "secretKeyRef: {name: app, key: a}|secret \"app\" not found",
        "secretKeyRef: {name: login, key: none}|couldn't find key none in Secret default/login",
      })
  void whatIsMissingIsSaidInTheKubeletsWords(String source, String message) throws IOException {
    configMap("app", Map.of("a", "1"));
    secret("login", Map.of("a", "Mw=="));
    String env = "env: [{name: A, valueFrom: {" + source + "}}, {name: B, value: x}]";
    refused(env, message);
    assertThat(
            env(
                env.replace("name: none", "name: none, optional: true")
                    .replace("name: app", "name: app, optional: true")
                    .replace("name: login", "name: login, optional: true")))
        .containsExactly("B=x");
  }

  @Test
  void anObjectThatIsWantedAsAWholeMayBeOptional() throws IOException {
    refused("envFrom: [{configMapRef: {name: none}}]", "configmap \"none\" not found");
    refused("envFrom: [{secretRef: {name: none}}]", "secret \"none\" not found");
    assertThat(env("envFrom: [{configMapRef: {name: none, optional: true}}]")).isEmpty();
  }

  @Test
  void objectsAreThoseOfThePodsNamespace() throws IOException {
    Map<String, Object> elsewhere = tree("app", Map.of("a", "1"));
    elsewhere.put("metadata", Map.of("name", "app", "namespace", "other"));
    store.write(new StoredObject(ObjectKind.CONFIG_MAP, elsewhere));
    refused("envFrom: [{configMapRef: {name: app}}]", "configmap \"app\" not found");
  }

  @ParameterizedTest
  @CsvSource({"YQBi", "/w=="}) // a NUL in it; not UTF-8
  void whatIsNoTextIsRefusedAndNotShown(String base64) throws IOException {
    secret("login", Map.of("key", base64));
    refused(
        "envFrom: [{prefix: MY_, secretRef: {name: login}}]",
        "environment variable MY_key: key key in Secret default/login is no text in UTF-8 without"
            + " NUL; mount it as a volume");
  }

  @Test
  void eachStartReadsTheObjectsAnew() throws IOException {
    configMap("app", Map.of("a", "1"));
    ContainerPlan plan = plan("envFrom: [{configMapRef: {name: app}}]");
    assertThat(Environment.resolve(plan, new ConfigObjects(root, "default")).env()).contains("a=1");
    configMap("app", Map.of("a", "2"));
    assertThat(Environment.resolve(plan, new ConfigObjects(root, "default")).env()).contains("a=2");
  }

  @Test
  void fieldsOfThePod() throws IOException {
    assertThat(
            env(
                """
                env:
                - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                - {name: NAMESPACE, valueFrom: {fieldRef: {fieldPath: metadata.namespace}}}
                - {name: UID, valueFrom: {fieldRef: {fieldPath: metadata.uid}}}
                - {name: APP, valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}}
                - {name: NONE, valueFrom: {fieldRef: {fieldPath: "metadata.labels['none']"}}}
                - {name: NOTE, valueFrom: {fieldRef: {fieldPath: "metadata.annotations['x/note']"}}}
                - {name: ACCOUNT, valueFrom: {fieldRef: {fieldPath: spec.serviceAccountName}}}
                - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
                - {name: IPS, valueFrom: {fieldRef: {fieldPath: status.podIPs}}}
                - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
                - {name: BOTH, value: $(NOTE)-$(IP)}
                """))
        .containsExactly(
            "NAME=web",
            "NAMESPACE=default",
            "UID=the-uid",
            "APP=shop",
            "NONE=",
            "NOTE=$(IP) $$",
            "ACCOUNT=default",
            "IP=10.88.0.2",
            "IPS=10.88.0.2,fd00::2",
            "NODE=" + Node.local().name(),
            "BOTH=$(IP) $$-10.88.0.2");
  }

  @ParameterizedTest
  @CsvSource({
    "limits.cpu,0,2",
    "limits.cpu,1m,1500",
    "requests.cpu,1,1",
    "requests.cpu,1m,250",
    "limits.memory,0,67108864",
    "limits.memory,1Mi,64",
    "limits.memory,1M,68",
    "requests.memory,1Mi,64",
    "requests.ephemeral-storage,1,0",
    "limits.hugepages-2Mi,1,0",
  })
  void limitsAndRequestsAreDividedAndRoundedUp(String resource, String divisor, String value)
      throws IOException {
    assertThat(
            env(
                "resources: {limits: {cpu: 1500m, memory: 64Mi}, requests: {cpu: 250m}}\n"
                    + "env: [{name: A, valueFrom: {resourceFieldRef: {resource: "
                    + resource
                    + ", divisor: "
                    + divisor
                    + "}}}]"))
        .containsExactly("A=" + value);
  }

  @Test
  void whatIsNotLimitedIsWhatTheNodeHas() throws IOException {
    NodeCapacity node = NodeCapacity.read();
    String ref = ", valueFrom: {resourceFieldRef: {containerName: app, resource: limits.";
    assertThat(
            env(
                "env: [{name: CPU"
                    + ref
                    + "cpu}}}, {name: MEMORY"
                    + ref
                    + "memory}}}, {name: DISK"
                    + ref
                    + "ephemeral-storage}}}]"))
        .containsExactly(
            "CPU=" + node.cpuMilli() / 1000,
            "MEMORY=" + node.memoryBytes(),
            "DISK=" + dir.toFile().getTotalSpace());
  }

  private void refused(String lines, String message) {
    assertThatThrownBy(() -> env(lines)).isInstanceOf(ConfigException.class).hasMessage(message);
  }

  /** Without what every container has. */
  private List<String> env(String lines) throws IOException {
    List<String> env = new ArrayList<>(resolve(lines).env());
    env.removeIf(v -> v.startsWith("PATH=") || v.startsWith("HOSTNAME=") || v.startsWith("HOME="));
    return env;
  }

  private ContainerPlan resolve(String lines) throws IOException {
    return Environment.resolve(plan(lines), new ConfigObjects(root, "default"));
  }

  private ContainerPlan plan(String lines) throws IOException {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, labels: {app: shop}, annotations: {x/note: "$(IP) $$"}}
        spec:
          containers:
          - name: app
            image: x
        """
            + lines.indent(4);
    PodManifest manifest =
        PodManifest.readAll("web.yaml", yaml.getBytes(StandardCharsets.UTF_8), Node.local()).get(0);
    ImageConfig config =
        new ImageConfig(
            List.of("/$(WHO)"),
            List.of("$(WHO)"),
            List.of(),
            "",
            "",
            "",
            List.of(),
            List.of(),
            Map.of());
    Image image =
        new Image("docker.io/x:1", "sha256:c", "sha256:m", config, List.of(dir), 1, Instant.EPOCH);
    PodPlan plan =
        new PlanBuilder(root, manifest)
            .build(
                "the-uid",
                Collections.nCopies(1, image),
                List.of("10.88.0.2", "fd00::2"),
                Optional.empty(),
                Instant.EPOCH);
    return PlanCodec.decode(PlanCodec.encode(plan)).containers().get(0);
  }

  private void configMap(String name, Map<String, Object> data) throws IOException {
    store.write(new StoredObject(ObjectKind.CONFIG_MAP, tree(name, data)));
  }

  private void secret(String name, Map<String, Object> data) throws IOException {
    store.write(new StoredObject(ObjectKind.SECRET, tree(name, data)));
  }

  private static Map<String, Object> tree(String name, Map<String, Object> data) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("metadata", Map.of("name", name, "namespace", "default"));
    tree.put("data", data);
    return tree;
  }
}
