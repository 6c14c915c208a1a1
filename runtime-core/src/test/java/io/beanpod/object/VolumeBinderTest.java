package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VolumeBinderTest {
  private static final String GIB = "resources: {requests: {storage: 1Gi}}";

  @TempDir private Path base;
  private Root root;

  @BeforeEach
  void root() {
    root = Root.below(base);
  }

  private void claim(String name, String fields) throws IOException {
    apply(
        ObjectKind.PERSISTENT_VOLUME_CLAIM,
        "metadata: {name: " + name + "}\nspec: {" + GIB + ", " + fields + "}\n");
  }

  private void volume(String name, String size, String fields) throws IOException {
    apply(
        ObjectKind.PERSISTENT_VOLUME,
        "metadata: {name: "
            + name
            + ", labels: {disk: "
            + name
            + "}}\nspec: {accessModes: [ReadWriteOnce, ReadOnlyMany], hostPath: {path: /x},"
            + " capacity: {storage: "
            + size
            + "}"
            + fields
            + "}\n");
  }

  private void apply(ObjectKind kind, String yaml) throws IOException {
    ObjectManifest manifest = Objects.one("apiVersion: v1\nkind: " + kind.kind() + "\n" + yaml);
    new ObjectChange(root, Kinds.rules(kind).orElseThrow(), false).apply(manifest);
  }

  private StoredObject object(ObjectKind kind, String name) throws IOException {
    return new ObjectStore(root).find(kind, "default", name).orElseThrow();
  }

  private String of(ObjectKind kind, String name, String... path) throws IOException {
    return Json.string(Json.at(object(kind, name).tree(), path));
  }

  private void remove(ObjectKind kind, String name) throws IOException {
    new ObjectChange(root, Kinds.rules(kind).orElseThrow(), false).remove(object(kind, name));
  }

  /** The volume that a claim is bound to; empty while it is Pending. */
  private String bound(String claim) throws IOException {
    StoredObject object = object(ObjectKind.PERSISTENT_VOLUME_CLAIM, claim);
    return Json.at(object.tree(), "status", "phase").equals("Bound")
        ? Json.string(Json.at(object.tree(), "spec", "volumeName"))
        : "";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accessModes: [ReadWriteOnce], storageClassName: ''|small",
        "accessModes: [ReadOnlyMany, ReadWriteOnce], storageClassName: ''|small",
        "accessModes: [ReadWriteMany], storageClassName: ''|",
        "accessModes: [ReadWriteOnce], storageClassName: '', volumeName: large|large",
        "accessModes: [ReadWriteOnce], storageClassName: '', volumeName: tiny|",
        "accessModes: [ReadWriteOnce], storageClassName: '', selector: {matchLabels: {disk: large}}|large",
        "accessModes: [ReadWriteOnce], storageClassName: fast|fast",
        "accessModes: [ReadWriteOnce], storageClassName: none|",
      })
  void theSmallestThatFits(String fields, String volume) throws IOException {
    volume("tiny", "1Mi", "");
    volume("large", "3Gi", "");
    volume("small", "2Gi", "");
    volume("fast", "2Gi", ", storageClassName: fast");
    claim("data", fields);
    assertThat(bound("data")).isEqualTo(volume == null ? "" : volume);
  }

  @Test
  void aVolumeThatComesLaterIsTakenAndKeptForItsClaim() throws IOException {
    claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''");
    claim("more", "accessModes: [ReadWriteOnce], storageClassName: ''");
    assertThat(bound("data")).isEmpty();
    volume("one", "2Gi", ", claimRef: {namespace: default, name: more}");
    assertThat(bound("data")).isEmpty();
    assertThat(bound("more")).isEqualTo("one");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "more");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "status", "phase")).isEqualTo("Released");
    claim("more", "accessModes: [ReadWriteOnce], storageClassName: ''");
    assertThat(bound("more")).as("its data may be another's").isEmpty();
  }

  @Test
  void aDirectoryIsMadeForTheClassLocalAndGoesWithTheClaim() throws IOException {
    claim("data", "accessModes: [ReadWriteMany]");
    String name = bound("data");
    Path directory = root.persistentVolumes().resolve(name);
    assertThat((int) Files.getAttribute(directory, "unix:mode") & 0777).isEqualTo(0777);
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, name, "spec", "local", "path"))
        .isEqualTo(directory.toString());
    Files.writeString(directory.resolve("file"), "x");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    assertThat(directory).doesNotExist();
    assertThat(new ObjectStore(root).list(ObjectKind.PERSISTENT_VOLUME)).isEmpty();
  }

  @Test
  void aDirectoryOfTheUsersIsNeverRemoved() throws IOException {
    volume("mine", "2Gi", ", persistentVolumeReclaimPolicy: Delete");
    claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "mine", "status", "phase")).isEqualTo("Failed");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "mine", "status", "message"))
        .startsWith("/x was not made by Beanpod");
  }

  @Test
  void aBoundVolumeStaysUntilItsClaimIsGone() throws IOException {
    volume("one", "2Gi", "");
    claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''");
    remove(ObjectKind.PERSISTENT_VOLUME, "one");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "metadata", "deletionTimestamp"))
        .isNotEmpty();
    assertThat(bound("data")).isEqualTo("one");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    assertThat(new ObjectStore(root).list(ObjectKind.PERSISTENT_VOLUME)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accessModes: []|spec.accessModes: required: at least 1 access mode is required",
        "accessModes: [RWO]|spec.accessModes[0]: \"RWO\" is not valid; use one of",
        "accessModes: [ReadWriteOncePod, ReadWriteOnce]|may not use ReadWriteOncePod with other access",
        "accessModes: [ReadWriteOnce], volumeMode: Block|Beanpod does not support block volumes",
        "accessModes: [ReadWriteOnce], dataSource: {name: x}|spec.dataSource: Beanpod does not support",
      })
  void refusesClaims(String fields, String problem) {
    assertThat(
            Objects.problems(
                () ->
                    Objects.one(
                        "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: d}\nspec: {"
                            + GIB
                            + ", "
                            + fields
                            + "}\n")))
        .contains(problem);
  }

  @Test
  void whatAClaimAsksForCannotChange() throws IOException {
    claim("data", "accessModes: [ReadWriteOnce]");
    claim("data", "accessModes: [ReadWriteOnce]"); // without its volumeName: unchanged
    assertThat(
            Objects.problems(
                () -> {
                  try {
                    claim("data", "accessModes: [ReadWriteMany]");
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                }))
        .startsWith("spec: Forbidden: spec is immutable after creation");
  }
}
