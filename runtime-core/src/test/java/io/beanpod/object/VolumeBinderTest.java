package io.beanpod.object;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.model.PodManifest;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredManifest;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
            + "}}\nspec: {accessModes: [ReadWriteOnce, ReadOnlyMany], hostPath: {path: "
            + base
            + "/disk}, capacity: {storage: "
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

  /** They are for every user of a container, and for none of the host. */
  @Test
  void onlyRootGetsToTheDirectories() throws IOException {
    Files.createDirectories(root.persistentVolumes()); // as an earlier version made it
    claim("data", "accessModes: [ReadWriteMany]");
    assertThat(bound("data")).isNotEmpty();
    assertThat((int) Files.getAttribute(root.persistentVolumes(), "unix:mode") & 0777)
        .isEqualTo(0700);
  }

  @Test
  void aDirectoryOfTheUsersIsNeverRemoved() throws IOException {
    Path file = Files.writeString(Files.createDirectory(base.resolve("disk")).resolve("file"), "x");
    volume("mine", "2Gi", ", persistentVolumeReclaimPolicy: Delete");
    claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "mine", "status", "phase")).isEqualTo("Failed");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "mine", "status", "message"))
        .startsWith(base + "/disk was not made by Beanpod");
    assertThat(file).hasContent("x");
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

  /** A manifest that reserves it says nothing of which claim has got it: uids are the system's. */
  @Test
  void aVolumeThatIsAppliedAgainKeepsItsClaim() throws IOException {
    String reserved = ", claimRef: {namespace: default, name: data}";
    String fields = "accessModes: [ReadWriteOnce], storageClassName: ''";
    volume("one", "2Gi", reserved);
    claim("data", fields);
    String uid = of(ObjectKind.PERSISTENT_VOLUME, "one", "spec", "claimRef", "uid");
    volume("one", "2Gi", reserved);
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "spec", "claimRef", "uid")).isEqualTo(uid);
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "spec", "claimRef", "kind"))
        .isEqualTo("PersistentVolumeClaim");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    volume("one", "2Gi", reserved);
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "status", "phase")).isEqualTo("Released");
    claim("data", fields);
    assertThat(bound("data")).as("what is in it is another's").isEmpty();
  }

  private void forgetsItsClaim(String volume) throws IOException {
    ObjectChange.Change change =
        now -> {
          Map<String, Object> tree = Json.copy(now.tree());
          Json.object(tree.get("spec")).remove("claimRef");
          return tree;
        };
    assertThat(
            new ObjectChange(root, Kinds.rules(ObjectKind.PERSISTENT_VOLUME).orElseThrow(), false)
                .change("", volume, change))
        .isPresent();
  }

  /** {@code kubectl patch pv one -p '{"spec":{"claimRef":null}}'}. */
  @Test
  void onlyAReleasedVolumeIsFreedByTakingItsClaimAway() throws IOException {
    String fields = "accessModes: [ReadWriteOnce], storageClassName: ''";
    volume("one", "2Gi", "");
    claim("data", fields);
    forgetsItsClaim("one");
    claim("other", fields);
    assertThat(bound("other")).as("it is data's still").isEmpty();
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "spec", "claimRef", "name"))
        .isEqualTo("data");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "other");
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    forgetsItsClaim("one");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME, "one", "status", "phase")).isEqualTo("Available");
    claim("next", fields);
    assertThat(bound("next")).isEqualTo("one");
  }

  /** What can't be read is left alone, and so is what belongs to it. */
  @Test
  void aBrokenObjectKeepsNobodyFromTheOthers() throws IOException {
    claim("data", "accessModes: [ReadWriteOnce]");
    claim("lost", "accessModes: [ReadWriteOnce]");
    Path directory = root.persistentVolumes().resolve(bound("data"));
    Path data = root.objects().resolve("persistentvolumeclaims/default/data.json");
    byte[] whole = Files.readAllBytes(data);
    Files.writeString(data, "{");
    Files.writeString(
        root.objects().resolve("persistentvolumes/_/" + bound("lost") + ".json"), "{");
    claim("next", "accessModes: [ReadWriteOnce]");
    assertThat(bound("next")).isNotEmpty();
    assertThat(directory).as("of a claim that may be there").isDirectory();
    assertThat(bound("lost")).as("its volume may be there").isNotEmpty();
    Files.write(data, whole);
    assertThat(bound("data")).isEqualTo(directory.getFileName().toString());
  }

  @Test
  void aClaimThatWasBoundMeanwhileIsDeletedAsItIs() throws IOException {
    claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''");
    StoredObject before = object(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    volume("one", "2Gi", "");
    waits("old", "web", "persistentVolumeClaim: {claimName: data}");
    assertThat(
            new ObjectChange(
                    root, Kinds.rules(ObjectKind.PERSISTENT_VOLUME_CLAIM).orElseThrow(), false)
                .remove(before))
        .isFalse();
    assertThat(bound("data")).isEqualTo("one");
    assertThat(of(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data", "metadata", "deletionTimestamp"))
        .isNotEmpty();
  }

  private static final String SCRATCH =
      "ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], " + GIB + "}}}";

  private static PodManifest pod(String name, String volume) {
    return ((PodObject)
            Objects.read(
                    "{apiVersion: v1, kind: Pod, metadata: {name: "
                        + name
                        + "}, spec: {containers: [{name: a, image: a}], volumes: [{name: v, "
                        + volume
                        + "}]}}")
                .get(0))
        .pod();
  }

  /** As the machine's end leaves a pod: its object is all that there is. */
  private void waits(String uid, String name, String volume) throws IOException {
    Files.createDirectories(root.podData(uid));
    Map<String, Object> tree = pod(name, volume).tree();
    StoredManifest.write(
        root,
        uid,
        JsonWriter.compact(Json.object(tree.get("metadata"))),
        JsonWriter.compact(Json.object(tree.get("spec"))));
  }

  @Test
  void aClaimIsUsedByAPodThatWaitsForItsStart() throws IOException {
    claim("data", "accessModes: [ReadWriteOnce]");
    waits("old", "web", "persistentVolumeClaim: {claimName: data}");
    Path directory = root.persistentVolumes().resolve(bound("data"));
    remove(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data");
    VolumeBinder.run(root);
    assertThat(directory).isDirectory();
    assertThat(ClaimUse.pods(root, object(ObjectKind.PERSISTENT_VOLUME_CLAIM, "data")))
        .containsExactly("web");
    StoredManifest.forget(root, "old");
    VolumeBinder.run(root);
    assertThat(directory).doesNotExist();
  }

  /** A port is taken, say: the pod's object waits for the next try, and so does its data. */
  @Test
  void theClaimOfAPodThatCouldNotBeStartedWaitsForTheNextTry() throws IOException {
    EphemeralClaims.make(root, pod("web", SCRATCH).pod(), "first");
    Path directory = root.persistentVolumes().resolve(bound("web-v"));
    waits("first", "web", SCRATCH);
    EphemeralClaims.make(root, pod("web", SCRATCH).pod(), "second");
    Files.delete(root.podData("second")); // garbage: there is no such pod
    VolumeBinder.run(root);
    assertThat(directory).isDirectory();
    EphemeralClaims.make(root, pod("web", SCRATCH).pod(), "third");
    StoredManifest.forget(root, "first"); // the third has its name
    VolumeBinder.run(root);
    assertThat(directory).isDirectory();
    assertThat(bound("web-v")).isEqualTo(directory.getFileName().toString());
    assertThat(
            JsonWriter.compact(
                Json.object(
                    Json.at(
                        object(ObjectKind.PERSISTENT_VOLUME_CLAIM, "web-v").tree(), "metadata"))))
        .contains("\"uid\":\"third\"");
    Files.delete(root.podData("third"));
    VolumeBinder.run(root);
    assertThat(directory).doesNotExist();
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
