package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectChangeTest {
  @TempDir private Path directory;

  private Root root;
  private ObjectChange maps;

  @BeforeEach
  void make() {
    root = Root.below(directory);
    maps = change(ObjectKind.CONFIG_MAP, false);
  }

  private ObjectChange change(ObjectKind kind, boolean dryRun) {
    return new ObjectChange(root, Kinds.rules(kind).orElseThrow(), dryRun);
  }

  private Optional<StoredObject> site() throws IOException {
    return new ObjectStore(root).find(ObjectKind.CONFIG_MAP, "default", "site");
  }

  private Object metadata(String field) throws IOException {
    return Json.at(site().orElseThrow().tree(), "metadata", field);
  }

  @Test
  void createsChangesAndLeavesAlone() throws IOException {
    assertThat(maps.apply(Objects.configMap("data: {a: x}")).word()).isEqualTo("created");
    Object uid = metadata("uid");
    assertThat(metadata("resourceVersion")).isEqualTo("1");
    assertThat(metadata("creationTimestamp")).asString().endsWith("Z");
    assertThat(maps.apply(Objects.configMap("data: {a: x}\nbinaryData: {}")).word())
        .isEqualTo("unchanged");
    assertThat(metadata("resourceVersion")).isEqualTo("1");
    assertThat(maps.apply(Objects.configMap("data: {a: y}")).word()).isEqualTo("configured");
    assertThat(metadata("resourceVersion")).isEqualTo("2");
    assertThat(metadata("uid")).isEqualTo(uid);
    assertThat(metadata("generation")).isNull();
  }

  /** An empty text is another thing than none. */
  @Test
  void anEmptyValueIsAChange() throws IOException {
    maps.apply(Objects.configMap("data: {a: x}"));
    assertThat(maps.apply(Objects.configMap("data: {a: x, b: ''}")).word()).isEqualTo("configured");
  }

  @Test
  void onlyItsOwnerReadsASecret() throws IOException {
    change(ObjectKind.SECRET, false).apply(Objects.secret("stringData: {a: x}"));
    Path file = root.objects().resolve("secrets/default/db.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void aDryRunStoresNothing() throws IOException {
    ObjectChange dry = change(ObjectKind.CONFIG_MAP, true);
    assertThat(dry.apply(Objects.configMap("")).word()).isEqualTo("created");
    assertThat(site()).isEmpty();
    maps.apply(Objects.configMap(""));
    assertThat(dry.apply(Objects.configMap("data: {a: b}")).word()).isEqualTo("configured");
    dry.remove(site().orElseThrow());
    assertThat(site().orElseThrow().tree()).doesNotContainKey("data");
  }

  @Test
  void whatHasGotItsNameSinceIsNotRemoved() throws IOException {
    StoredObject old = maps.apply(Objects.configMap("")).after();
    maps.recreate(Objects.configMap("data: {a: x}"));
    assertThat(maps.remove(old)).isTrue();
    assertThat(site().orElseThrow().tree()).containsKey("data");
    maps.remove(site().orElseThrow());
    assertThat(site()).isEmpty();
  }

  @Test
  void addsWhatIsNotThere() throws IOException {
    maps.add(Objects.configMap(""));
    assertThatThrownBy(() -> maps.add(Objects.configMap("")))
        .isInstanceOf(AlreadyExists.class)
        .hasMessage("configmaps \"site\" already exists");
  }

  @Test
  void whatIsImmutableStays() throws IOException {
    maps.apply(Objects.configMap("immutable: true\ndata: {a: x}"));
    String reason = "Forbidden: field is immutable when `immutable` is set";
    assertThatThrownBy(() -> maps.apply(Objects.configMap("data: {a: y}")))
        .isInstanceOf(InvalidManifest.class)
        .hasMessage("configmap/site: immutable: " + reason + "\nconfigmap/site: data: " + reason);
    assertThat(
            maps.apply(
                    Objects.one(
                        """
                        {apiVersion: v1, kind: ConfigMap, immutable: true, data: {a: x},
                         metadata: {name: site, labels: {b: c}}}
                        """))
                .word())
        .isEqualTo("configured");
  }

  @Test
  void aSecretKeepsItsType() throws IOException {
    ObjectChange secrets = change(ObjectKind.SECRET, false);
    secrets.apply(Objects.secret(""));
    assertThatThrownBy(() -> secrets.apply(Objects.secret("type: mine")))
        .hasMessage("secret/db: type: Invalid value: \"mine\": field is immutable");
  }

  /** What the former version leaves to the new one is checked with it. */
  @Test
  void aHeadlessServiceBecomesNoNodePort() throws IOException {
    ObjectChange services = change(ObjectKind.SERVICE, false);
    String yaml =
        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}], ";
    services.apply(Objects.one(yaml + "clusterIP: None}}"));
    assertThatThrownBy(() -> services.apply(Objects.one(yaml + "type: NodePort}}")))
        .isInstanceOf(InvalidManifest.class)
        .hasMessageContaining("spec.clusterIPs[0]: may not be set to 'None' for NodePort services");
  }

  /** As {@code kubectl patch -p '{"spec": {"type": "ClusterIP"}}'} does it. */
  @Test
  void aPatchOfItsTypeTakesWhatTheSystemGave() throws IOException {
    ObjectChange services = change(ObjectKind.SERVICE, false);
    services.apply(
        Objects.one(
            "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: LoadBalancer,"
                + " sessionAffinity: ClientIP, ports: [{port: 80}]}}"));
    StoredObject inside = patched(services, Map.of("type", "ClusterIP", "sessionAffinity", "None"));
    assertThat(Json.object(inside.tree().get("spec")))
        .containsKey("clusterIP")
        .doesNotContainKeys(
            "externalTrafficPolicy", "allocateLoadBalancerNodePorts", "sessionAffinityConfig");
    assertThat(Json.list(Json.at(inside.tree(), "spec", "ports")).toString())
        .doesNotContain("nodePort");
    StoredObject outside =
        patched(services, Map.of("type", "ExternalName", "externalName", "example.com"));
    assertThat(Json.object(outside.tree().get("spec")))
        .doesNotContainKeys("clusterIP", "clusterIPs", "ipFamilies", "internalTrafficPolicy");
    assertThat(patched(services, Map.of("type", "ClusterIP")).tree().get("spec"))
        .asString()
        .doesNotContain("example.com");
  }

  private static StoredObject patched(ObjectChange services, Map<String, Object> fields)
      throws IOException {
    return services
        .change(
            "default",
            "web",
            now -> {
              Map<String, Object> tree = Json.copy(now.tree());
              Json.object(tree.get("spec")).putAll(fields);
              return tree;
            })
        .orElseThrow()
        .after();
  }

  @Test
  void whatCannotBeMadeAnewStays() throws IOException {
    ObjectChange services = change(ObjectKind.SERVICE, false);
    String yaml =
        "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}], ";
    StoredObject old = services.apply(Objects.one(yaml + "clusterIP: None}}")).after();
    assertThatThrownBy(
            () -> services.recreate(Objects.one(yaml + "type: NodePort, clusterIP: 1.2.3.4}}")))
        .isInstanceOf(InvalidManifest.class);
    ObjectStore store = new ObjectStore(root);
    assertThat(store.find(ObjectKind.SERVICE, "default", "web")).contains(old);
    StoredObject made = services.recreate(Objects.one(yaml + "type: NodePort}}")).after();
    assertThat(made.uid()).isNotEqualTo(old.uid());
    assertThat(store.find(ObjectKind.SERVICE, "default", "web")).contains(made);
  }

  @Test
  void aVersionThatIsNotTheLatestConflicts() throws IOException {
    maps.apply(Objects.configMap("data: {a: x}"));
    String yaml = "{apiVersion: v1, kind: ConfigMap, metadata: {name: site, resourceVersion: '7'}}";
    assertThatThrownBy(() -> maps.apply(Objects.one(yaml)))
        .isInstanceOf(Conflict.class)
        .hasMessageStartingWith(
            "Operation cannot be fulfilled on configmaps \"site\": the object has been modified");
    assertThat(maps.apply(Objects.one(yaml.replace("7", "1"))).word()).isEqualTo("configured");
  }

  @Test
  void aPatchChangesNeitherNameNorKind() throws IOException {
    maps.apply(Objects.configMap(""));
    assertThatThrownBy(
            () ->
                maps.change(
                    "default",
                    "site",
                    now -> {
                      Map<String, Object> tree = Json.copy(now.tree());
                      tree.put("kind", "Secret");
                      Json.object(tree.get("metadata")).put("name", "other");
                      return tree;
                    }))
        .hasMessage(
            "configmap/site: kind: field is immutable\n"
                + "configmap/site: metadata.name: field is immutable");
    assertThat(maps.change("default", "nothing", StoredObject::tree)).isEmpty();
  }

  @Test
  void namespacesAreThereBeforeTheyAreMade() throws IOException {
    AllObjects all = new AllObjects(root);
    maps.apply(
        Objects.one("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}"));
    assertThat(all.list(ObjectKind.NAMESPACE))
        .extracting(StoredObject::name)
        .containsExactly("default", "shop");
    ObjectChange namespaces = change(ObjectKind.NAMESPACE, false);
    String shop = "{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {a: b}}}";
    assertThat(namespaces.apply(Objects.one(shop)).word()).isEqualTo("created");
    assertThat(namespaces.apply(Objects.one(shop)).word()).isEqualTo("unchanged");
    assertThat(all.find(ObjectKind.NAMESPACE, "", "shop").orElseThrow().labels())
        .isEqualTo(Map.of("a", "b", "kubernetes.io/metadata.name", "shop"));
    assertThat(namespaces.apply(Objects.one(shop.replace("shop", "default"))).word())
        .isEqualTo("configured");
    assertThatThrownBy(() -> namespaces.add(Objects.one(shop.replace("shop", "default"))))
        .isInstanceOf(AlreadyExists.class);
  }
}
