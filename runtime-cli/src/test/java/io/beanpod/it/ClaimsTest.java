package io.beanpod.it;

import static io.beanpod.it.VolumesTest.mount;
import static io.beanpod.it.VolumesTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PersistentVolumes, their claims, and what becomes of them when pods and claims go. */
class ClaimsTest extends PodTest {
  private static final String REQUEST = "resources: {requests: {storage: 1Gi}}";

  private void objects(String yaml) {
    tryApply(yaml).ok();
  }

  private static String claim(String name, String fields) {
    return "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: "
        + name
        + "}\nspec: {"
        + REQUEST
        + ", "
        + fields
        + "}\n---\n";
  }

  private static String persistentVolume(String name, Path path, String fields) {
    return "apiVersion: v1\nkind: PersistentVolume\nmetadata: {name: "
        + name
        + "}\nspec: {capacity: {storage: 2Gi}, local: {path: "
        + path
        + "}, "
        + fields
        + "}\n---\n";
  }

  private static Manifest pod(String name, String claim) {
    return Manifest.pod(name)
        .spec("volumes", List.of(volume("v", "persistentVolumeClaim", Map.of("claimName", claim))))
        .container("one", "sleep", "1000")
        .with("volumeMounts", List.of(mount("v", "/v")));
  }

  private String get(String kind, String name, String path) {
    return beanpod.run("get", kind, name, "-o", "jsonpath={" + path + "}").ok();
  }

  @AfterEach
  void deleteObjects() {
    beanpod.run("delete", "pods", "--all", "--force").ok();
    beanpod.run("delete", "pvc,pv", "--all").ok();
    assertThat(beanpod.run("get", "pvc,pv").out()).isEmpty();
  }

  @Test
  void aPodWaitsForItsClaimAndTheDataOutlivesIt() throws IOException {
    apply(pod("web", "data"));
    awaitEvent(
        "FailedMount : Unable to attach or mount volumes: unmounted volumes=[v], unattached"
            + " volumes=[], failed to process volumes=[v]: error processing PVC default/data:"
            + " failed to fetch PVC from API server: persistentvolumeclaims \"data\" not found");
    assertThat(get("web").waits("one")).isEqualTo("ContainerCreating");
    objects(claim("data", "accessModes: [ReadWriteOnce]"));
    awaitPhase("web", "Running");
    sh("web", "echo kept >/v/file");
    beanpod.run("delete", "pod", "web", "--force").ok();
    apply(pod("again", "data"));
    awaitPhase("again", "Running");
    assertThat(sh("again", "cat /v/file")).isEqualTo("kept\n");
    Path directory =
        root.resolve("var/lib/beanpod/volumes").resolve(get("pvc", "data", ".spec.volumeName"));
    assertThat(directory.resolve("file")).hasContent("kept\n");
    assertThat(beanpod.run("delete", "pvc", "data").err())
        .contains("persistentvolumeclaim \"data\" is in use");
    assertThat(beanpod.run("get", "pvc", "data").ok()).contains("Terminating");
    assertThat(directory.resolve("file")).exists();
    beanpod.run("delete", "pod", "again", "--force").ok();
    assertThat(beanpod.run("get", "pvc,pv").out()).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @Test
  void aClaimGetsTheSmallestVolumeThatFits() throws IOException {
    Path disk = Files.createTempDirectory(root, "disk");
    objects(
        persistentVolume("other-class", disk, "accessModes: [ReadWriteOnce], storageClassName: x")
            + persistentVolume("other-mode", disk, "accessModes: [ReadOnlyMany]")
            + persistentVolume(
                "taken",
                disk,
                "accessModes: [ReadWriteOnce], claimRef: {name: else, namespace: default}")
            + persistentVolume("fits", disk, "accessModes: [ReadWriteOnce, ReadOnlyMany]")
            + claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''")
            + claim("second", "accessModes: [ReadWriteOnce], storageClassName: ''"));
    assertThat(get("pvc", "data", ".spec.volumeName")).isEqualTo("fits");
    assertThat(get("pvc", "data", ".status.capacity.storage")).isEqualTo("2Gi");
    assertThat(get("pv", "fits", ".status.phase")).isEqualTo("Bound");
    assertThat(get("pv", "fits", ".spec.claimRef.name")).isEqualTo("data");
    assertThat(get("pvc", "second", ".status.phase")).isEqualTo("Pending");
    objects(claim("else", "accessModes: [ReadWriteOnce], storageClassName: ''"));
    assertThat(get("pvc", "else", ".spec.volumeName")).isEqualTo("taken");
    beanpod.run("delete", "pvc", "data").ok();
    assertThat(get("pv", "fits", ".status.phase")).isEqualTo("Released");
    assertThat(disk).exists();
  }

  @Test
  void readWriteOncePodIsForOnePod() throws IOException {
    objects(claim("data", "accessModes: [ReadWriteOncePod]"));
    apply(pod("first", "data"));
    awaitPhase("first", "Running");
    apply(pod("second", "data"));
    awaitEvent(
        "FailedMount : MountVolume.SetUp failed for volume \"v\" : volume uses the ReadWriteOncePod"
            + " access mode and is already in use by another pod");
    beanpod.other("kill", "-9", Long.toString(pause("first"))).ok();
    awaitPhase("second", "Running");
  }

  @Test
  void theClaimOfAnEphemeralVolumeGoesWithItsPod() {
    Map<String, Object> spec =
        Map.of(
            "accessModes",
            List.of("ReadWriteOnce"),
            "resources",
            Map.of("requests", Map.of("storage", "1Gi")));
    apply(
        Manifest.pod("web")
            .spec("securityContext", Map.of("fsGroup", 2000L))
            .spec(
                "volumes",
                List.of(
                    volume(
                        "scratch",
                        "ephemeral",
                        Map.of("volumeClaimTemplate", Map.of("spec", spec)))))
            .container("one", "sleep", "1000")
            .with("volumeMounts", List.of(mount("scratch", "/scratch"))));
    awaitPhase("web", "Running");
    assertThat(get("pvc", "web-scratch", ".metadata.ownerReferences[0].name")).isEqualTo("web");
    assertThat(sh("web", "id -G; touch /scratch/x; stat -c '%a %g' /scratch /scratch/x"))
        .isEqualTo("0 2000\n2777 2000\n644 2000\n");
    beanpod.run("delete", "pod", "web", "--force").ok();
    assertThat(beanpod.run("get", "pvc,pv").out()).isEmpty();
    assertThat(root.resolve("var/lib/beanpod/volumes")).isEmptyDirectory();
  }

  /** Of a claim that is deleted, what an administrator has mounted there is not removed with it. */
  @Test
  void aDiskThatIsMountedInAVolumeIsLeftAlone() throws IOException {
    objects(claim("data", "accessModes: [ReadWriteOnce]"));
    String name = get("pvc", "data", ".spec.volumeName");
    Path directory = root.resolve("var/lib/beanpod/volumes").resolve(name);
    Path disk = Files.createDirectory(directory.resolve("disk"));
    Mounts.mount("tmpfs", disk.toString(), "tmpfs", 0, "");
    try {
      Path file = Files.writeString(disk.resolve("file"), "precious");
      assertThat(beanpod.run("delete", "pvc", "data").err())
          .contains("remove " + directory + ": ")
          .contains("EXDEV")
          .contains("umount it");
      assertThat(file).hasContent("precious");
      assertThat(get("pv", name, ".status.phase")).isEqualTo("Failed");
      assertThat(get("pv", name, ".status.message")).contains("umount it");
      objects(claim("next", "accessModes: [ReadWriteOnce]"));
      assertThat(get("pvc", "next", ".status.phase")).isEqualTo("Bound");
    } finally {
      Mounts.detach(disk.toString());
    }
    assertThat(beanpod.run("gc").ok()).contains("persistentvolume \"" + name + "\" removed");
    assertThat(directory).doesNotExist();
    assertThat(beanpod.run("get", "pv", name).status()).isNotZero();
  }

  @Test
  void fsGroupOwnsWhatIsThere() throws IOException {
    Path disk = Files.createTempDirectory(root, "disk");
    Files.createDirectory(disk.resolve("dir"));
    Files.writeString(disk.resolve("dir/file"), "");
    Path outside = Files.createTempFile(root, "outside", "");
    Files.createSymbolicLink(disk.resolve("link"), outside);
    Object before = Files.getAttribute(outside, "unix:mode");
    objects(
        persistentVolume("disk", disk, "accessModes: [ReadWriteOnce]")
            + claim("data", "accessModes: [ReadWriteOnce], storageClassName: ''"));
    apply(pod("web", "data").spec("securityContext", Map.of("fsGroup", 2000L)));
    awaitPhase("web", "Running");
    assertThat(sh("web", "cd /v; stat -c '%n %a %g' . dir dir/file link"))
        .isEqualTo(". 2770 2000\ndir 2775 2000\ndir/file 664 2000\nlink 777 2000\n");
    assertThat(Files.getAttribute(outside, "unix:gid")).isEqualTo(0);
    assertThat(Files.getAttribute(outside, "unix:mode")).isEqualTo(before);
  }
}
