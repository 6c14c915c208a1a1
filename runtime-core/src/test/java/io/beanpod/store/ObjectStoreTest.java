package io.beanpod.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreTest {
  @TempDir Path dir;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = new ObjectStore(Root.below(dir));
  }

  @Test
  void keepsAnObjectUntilItIsRemoved() throws IOException {
    StoredObject web = object(ObjectKind.SERVICE, "shop", "web");

    store.write(web);
    assertThat(store.find(ObjectKind.SERVICE, "shop", "web")).contains(web);
    assertThat(store.find(ObjectKind.SERVICE, "default", "web")).isEmpty();
    assertThat(store.find(ObjectKind.CONFIG_MAP, "shop", "web")).isEmpty();

    store.remove(web);
    store.remove(web);
    assertThat(store.find(ObjectKind.SERVICE, "shop", "web")).isEmpty();
  }

  @Test
  void whatWritersLeaveThatAreKilledGoesWithTheNextChange() throws IOException {
    StoredObject secret = object(ObjectKind.SECRET, "shop", "db");
    store.write(secret);
    Path left = store.file(secret).resolveSibling(AtomicFile.TEMPORARY + "1");

    Files.writeString(left, "hunter2");
    assertThat(store.list(ObjectKind.SECRET)).containsExactly(secret);
    store.write(secret);
    assertThat(left).doesNotExist();
    Files.writeString(left, "hunter2");
    store.remove(secret);
    assertThat(left).doesNotExist();
  }

  @Test
  void podsReadAnObjectThatHasItsDataInsideOnly() throws IOException {
    StoredObject map = object(ObjectKind.CONFIG_MAP, "shop", "colours");
    store.write(map);
    ObjectData data = store.data(ObjectKind.CONFIG_MAP, "shop", "colours").orElseThrow();
    Files.delete(store.file(map).resolveSibling("colours.data"));

    assertThat(store.data(ObjectKind.CONFIG_MAP, "shop", "colours").orElseThrow().encode())
        .isEqualTo(data.encode());
    assertThat(store.data(ObjectKind.CONFIG_MAP, "shop", "none")).isEmpty();
  }

  @Test
  void listsByNamespaceAndName() throws IOException {
    StoredObject first = object(ObjectKind.SERVICE, "a", "z");
    StoredObject second = object(ObjectKind.SERVICE, "b", "x");
    StoredObject third = object(ObjectKind.SERVICE, "b", "y");
    store.write(third);
    store.write(first);
    store.write(second);

    assertThat(store.list(ObjectKind.SERVICE)).containsExactly(first, second, third);
    assertThat(store.list(ObjectKind.SERVICE, "b")).containsExactly(second, third);
    assertThat(store.list(ObjectKind.SERVICE, "none")).isEmpty();
    assertThat(store.list(ObjectKind.SECRET)).isEmpty();
  }

  @Test
  void kindsWithoutNamespacesAreFoundFromEachNamespace() throws IOException {
    StoredObject volume = object(ObjectKind.PERSISTENT_VOLUME, "", "disk");
    store.write(volume);

    assertThat(store.find(ObjectKind.PERSISTENT_VOLUME, "shop", "disk")).contains(volume);
    assertThat(store.list(ObjectKind.PERSISTENT_VOLUME, "")).containsExactly(volume);
    assertThat(store.list(ObjectKind.PERSISTENT_VOLUME)).containsExactly(volume);
  }

  @Test
  void onlyRootReadsThem() throws IOException {
    store.write(object(ObjectKind.SECRET, "shop", "key"));

    Path file = dir.resolve("var/lib/beanpod/objects/secrets/shop/key.json");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(file.getParent())).isEqualTo("rwx------");
  }

  @Test
  void aNameIsNoWayOutOfTheDirectory() throws IOException {
    store.write(object(ObjectKind.SECRET, "shop", "key"));

    assertThat(store.find(ObjectKind.SERVICE, "../secrets/shop", "key")).isEmpty();
    assertThat(store.find(ObjectKind.SERVICE, "shop", "../../secrets/shop/key")).isEmpty();
    assertThat(store.list(ObjectKind.SERVICE, "../secrets/shop")).isEmpty();
  }

  @Test
  void aFileThatIsNoObjectIsNamed() throws IOException {
    store.write(object(ObjectKind.SECRET, "shop", "key"));
    Path file = dir.resolve("var/lib/beanpod/objects/secrets/shop/key.json");
    Files.writeString(file, "{");

    assertThatThrownBy(() -> store.list(ObjectKind.SECRET))
        .isInstanceOf(CorruptState.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void whatPodsReadOfAConfigMapLiesBesideIt() throws IOException {
    StoredObject app = object(ObjectKind.CONFIG_MAP, "shop", "app");
    app.tree().put("data", Map.of("größe", "a\nü"));
    app.tree().put("binaryData", Map.of("raw", "/wA=\n"));
    app.tree().put("immutable", true);
    store.write(app);

    ObjectData data = store.data(ObjectKind.CONFIG_MAP, "shop", "app").orElseThrow();
    assertThat(data.immutable()).isTrue();
    assertThat(data.data()).containsOnlyKeys("größe");
    assertThat(data.data().get("größe")).asString().isEqualTo("a\nü");
    assertThat(data.binaryData()).containsOnlyKeys("raw");
    assertThat(data.binaryData().get("raw")).containsExactly(0xff, 0);
    assertThat(store.list(ObjectKind.CONFIG_MAP)).containsExactly(app);
    assertThat(store.data(ObjectKind.CONFIG_MAP, "default", "app")).isEmpty();

    store.remove(app);
    assertThat(store.data(ObjectKind.CONFIG_MAP, "shop", "app")).isEmpty();
    assertThat(dir.resolve("var/lib/beanpod/objects/configmaps/shop")).isEmptyDirectory();
  }

  @Test
  void aSecretIsReadDecodedAndByRootAlone() throws IOException {
    StoredObject login = object(ObjectKind.SECRET, "shop", "login");
    login.tree().put("data", Map.of("password", "czNjcjN0"));
    store.write(login);

    ObjectData data = store.data(ObjectKind.SECRET, "shop", "login").orElseThrow();
    assertThat(data.immutable()).isFalse();
    assertThat(data.data().get("password")).asString().isEqualTo("s3cr3t");
    Path file = dir.resolve("var/lib/beanpod/objects/secrets/shop/login.data");
    assertThat(permissions(file)).isEqualTo("rw-------");

    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> store.data(ObjectKind.SECRET, "shop", "login"))
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": cut off; apply the object again");
    }
  }

  @Test
  void eachFilesOwnerIsKnownByItsName() {
    assertThat(ObjectStore.nameOfData("a.b.data")).contains("a.b");
    assertThat(ObjectStore.nameOfData("a.json")).isEmpty();
    assertThat(ObjectStore.nameOfData(".a.data.12ab")).isEmpty();
    assertThat(ObjectStore.nameOfData(".a.data")).isEmpty();
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static StoredObject object(ObjectKind kind, String namespace, String name) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    metadata.put("namespace", namespace);
    metadata.put("uid", "1-2-3");
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", kind.apiVersion());
    tree.put("kind", kind.kind());
    tree.put("metadata", metadata);
    return new StoredObject(kind, tree);
  }
}
