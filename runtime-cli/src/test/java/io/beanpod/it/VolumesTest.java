package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What volumes hold, and how long. Upstream: test/e2e/common/storage/empty_dir.go, host_path.go,
 * image_volume.go.
 */
class VolumesTest extends PodTest {
  static Map<String, Object> volume(String name, String kind, Map<String, Object> source) {
    return Map.of("name", name, kind, source);
  }

  static Map<String, Object> mount(String volume, String path) {
    return Map.of("name", volume, "mountPath", path);
  }

  static Map<String, Object> mount(String volume, String path, String field, Object value) {
    return Map.of("name", volume, "mountPath", path, field, value);
  }

  private Path places(String pod) {
    String uid = Json.string(Json.at(file(pod, "pod.json"), "metadata", "uid"));
    return root.resolve("var/lib/beanpod/pods").resolve(uid).resolve("volumes");
  }

  /** The seeds' pod: a web server's log, and a sidecar that reads it. */
  @Test
  void containersShareAnEmptyDirAndItOutlivesTheirRestarts() throws IOException {
    apply(
        Manifest.pod("web")
            .backOff("10ms", "10ms")
            .spec("volumes", List.of(volume("logs", "emptyDir", Map.of())))
            .script("writer", "echo start >>/var/log/app.log; sleep 1000")
            .with("volumeMounts", List.of(mount("logs", "/var/log")))
            .script("reader", "touch /logs/app.log; exec tail -f /logs/app.log")
            .with("volumeMounts", List.of(mount("logs", "/logs"))));
    awaitLog("web", "reader", "start");
    assertThat(sh("web", "stat -c '%a %u %F' /var/log").strip()).isEqualTo("777 0 directory");
    long before = pid("web", "writer");
    beanpod.other("kill", "-9", Long.toString(before)).ok();
    nextPid("web", "writer", before);
    awaitSh("web", "test \"$(cat /var/log/app.log)\" = \"$(printf 'start\\nstart')\"");
    Path place = places("web").resolve("kubernetes.io~empty-dir/logs");
    assertThat(place.resolve("app.log")).hasContent("start\nstart\n");
    assertThat(Files.getPosixFilePermissions(root.resolve("var/lib/beanpod/pods")))
        .as("no user of the host gets to a directory for everybody")
        .hasSize(3);
    beanpod.run("delete", "pod", "web", "--force").ok();
    assertThat(place).doesNotExist();
  }

  @Test
  void aMemoryVolumeIsATmpfsThatOnlyThePodHas() throws IOException {
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(
                    volume("fast", "emptyDir", Map.of("medium", "Memory", "sizeLimit", "2Mi")),
                    volume("half", "emptyDir", Map.of("medium", "Memory"))))
            .script("one", "sleep 1000")
            .with("resources", Map.of("limits", Map.of("memory", "64Mi")))
            .with("volumeMounts", List.of(mount("fast", "/fast"), mount("half", "/half")))
            .script("two", "sleep 1000")
            .with("resources", Map.of("limits", Map.of("memory", "32Mi")))
            .with("volumeMounts", List.of(mount("fast", "/dev/shm"))));
    assertThat(
            sh("web", "stat -f -c %T /fast; stat -c %a /fast; df -k /fast | awk 'END{print $2}'"))
        .isEqualTo("tmpfs\n777\n2048\n");
    assertThat(sh("web", "df -k /half | awk 'END{print $2}'").strip())
        .as("both limits together")
        .isEqualTo(Integer.toString(96 * 1024));
    sh("web", "echo mine >/fast/file");
    assertThat(beanpod.run("exec", "web", "-c", "two", "--", "cat", "/dev/shm/file").ok())
        .isEqualTo("mine\n");
    Path place = places("web").resolve("kubernetes.io~empty-dir/fast");
    assertThat(place).isEmptyDirectory();
    beanpod.other("kill", "-9", Long.toString(pause("web"))).ok();
    Await.until("it is over", () -> get("web").phase().equals("Failed"), () -> get("web"));
    beanpod.run("delete", "pod", "web").ok();
    assertThat(place).doesNotExist();
  }

  @Test
  void anEmptyDirThatGrowsTooLargeEndsItsPod() {
    apply(
        Manifest.pod("web")
            .spec("volumes", List.of(volume("small", "emptyDir", Map.of("sizeLimit", "1Mi"))))
            .script("one", "dd if=/dev/zero of=/small/file bs=1M count=2; sleep 1000")
            .with("volumeMounts", List.of(mount("small", "/small"))));
    Status status = awaitPhase("web", "Failed");
    assertThat(status.field("reason")).isEqualTo("Evicted");
    assertThat(status.field("message"))
        .isEqualTo("Usage of EmptyDir volume \"small\" exceeds the limit \"1Mi\". ");
  }

  @ParameterizedTest
  @CsvSource({
    "'', dir, directory",
    "DirectoryOrCreate, dir/deep, directory",
    "FileOrCreate, file, regular empty file"
  })
  void aHostPathIsMade(String type, String path, String kind) throws IOException {
    Path host = Files.createTempDirectory(root, "host").resolve(path);
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(volume("host", "hostPath", Map.of("path", host.toString(), "type", type))))
            .container("one", "sleep", "1000")
            .with("volumeMounts", List.of(mount("host", "/host"))));
    assertThat(sh("web", "stat -c %F /host").strip()).isEqualTo(kind);
    assertThat(host).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "Directory, directory, mkdir HOST",
    "File, file, echo x >HOST",
    "Socket, socket file, mknod HOST p && rm HOST && SOCKET",
    "CharDevice, character device, mknod HOST c 1 3",
    "BlockDevice, block device, mknod HOST b 7 99"
  })
  void aPodWaitsForItsHostPath(String type, String words, String make) throws IOException {
    Path host = Files.createTempDirectory(root, "host").resolve("it");
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(volume("host", "hostPath", Map.of("path", host.toString(), "type", type))))
            .container("one", "sleep", "1000")
            .with("volumeMounts", List.of(mount("host", "/host"))));
    Status status = get("web");
    assertThat(status.phase()).isEqualTo("Pending");
    assertThat(status.waits("one")).isEqualTo("ContainerCreating");
    awaitEvent(
        "FailedMount : MountVolume.SetUp failed for volume \"host\" : hostPath type check failed: "
            + host
            + " is not a "
            + words);
    try (var closed =
        type.equals("Socket")
            ? java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                .bind(java.net.UnixDomainSocketAddress.of(host))
            : null) {
      if (closed == null) {
        beanpod.other("sh", "-c", make.replace("HOST", host.toString())).ok();
      }
      awaitPhase("web", "Running");
    }
    assertThat(sh("web", "test -e /host && echo there").strip()).isEqualTo("there");
  }

  @Test
  void anImageIsAVolumeReadOnly() {
    image(
        "tools:1",
        new TestImage()
            .file("opt/greeting", "hello\n", 0644)
            .file("opt/tool", "#!/bin/sh\necho runs\n", 0755)
            .without("bin/busybox")
            .write(root));
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(
                    volume(
                        "tools", "image", Map.of("reference", "tools:1", "pullPolicy", "Always"))))
            .container("one", "sleep", "1000")
            .with(
                "volumeMounts",
                List.of(mount("tools", "/tools"), mount("tools", "/opt", "subPath", "opt"))));
    assertThat(sh("web", "cat /tools/opt/greeting /opt/greeting")).isEqualTo("hello\nhello\n");
    assertThat(sh("web", "ls /tools/bin/busybox 2>&1 || true")).contains("No such file");
    assertThat(sh("web", "touch /tools/x 2>&1 || touch /opt/x 2>&1 || true"))
        .contains("/tools/x: Read-only file system")
        .contains("/opt/x: Read-only file system");
    assertThat(sh("web", "cp /bin/busybox /tmp/true; /tmp/true && echo runs").strip())
        .isEqualTo("runs");
    assertThat(sh("web", "/tools/opt/tool 2>&1 || true")).contains("Permission denied");
    assertThat(beanpod.run("image", "rm", "tools:1").oneLine()).contains("is in use by a pod");
    image("other:1", new TestImage().file("other", "", 0644).write(root));
    beanpod.run("image", "rm", "other:1").ok();
    assertThat(sh("web", "cat /tools/opt/greeting")).as("swept by neither").isEqualTo("hello\n");
    assertThat(tryApply(imagePod("none:1")).oneLine())
        .contains("spec.volumes[0].image.reference: \"none:1\": there is no such image");
    beanpod.run("delete", "pod", "web", "--force").ok();
    beanpod.run("image", "rm", "tools:1").ok();
  }

  /** The layers are those of every container of the image. */
  @Test
  void aPartThatAnImageLacksIsNotMadeInIt() {
    tryApply(
        Manifest.pod("web")
            .backOff("1h", "1h")
            .spec(
                "volumes", List.of(volume("tools", "image", Map.of("reference", "busybox:latest"))))
            .container("one", "sleep", "1000")
            .with("volumeMounts", List.of(mount("tools", "/tools", "subPath", "typo")))
            .container("two", "sleep", "1000")
            .with("volumeMounts", List.of(mount("tools", "/tools")))
            .json());
    Status status = await("web", "is told", s -> !s.waits("one").equals("ContainerCreating"));
    assertThat(status.waits("one")).isEqualTo("CreateContainerConfigError");
    assertThat(status.state("one", "waiting").get("message").toString())
        .contains("failed to prepare subPath for volumeMount \"tools\" of container \"one\"")
        .contains("typo: ENOENT");
    assertThat(beanpod.run("exec", "web", "-c", "two", "--", "ls", "-d", "/tools/typo").err())
        .contains("No such file");
  }

  private static String imagePod(String reference) {
    return Manifest.pod("other")
        .spec("volumes", List.of(volume("v", "image", Map.of("reference", reference))))
        .container("one", "true")
        .json();
  }

  @Test
  void initContainersAndSidecarsMountToo() {
    apply(
        Manifest.pod("web")
            .spec("volumes", List.of(volume("shared", "emptyDir", Map.of())))
            .init("first", "echo first >/shared/file")
            .with("volumeMounts", List.of(mount("shared", "/shared")))
            .sidecar("beside", "cat /shared/file; echo second >>/shared/file; sleep 1000")
            .with("volumeMounts", List.of(mount("shared", "/shared")))
            .container("one", "sleep", "1000")
            .with("volumeMounts", List.of(mount("shared", "/shared"))));
    awaitLog("web", "beside", "first");
    awaitSh("web", "test \"$(cat /shared/file)\" = \"$(printf 'first\\nsecond')\"");
  }

  @Test
  void everyOneOfTwentyVolumesCanBeWrittenTo() {
    List<Object> volumes = new ArrayList<>();
    List<Object> mounts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      volumes.add(volume("v" + i, "emptyDir", i % 2 == 0 ? Map.of() : Map.of("medium", "Memory")));
      mounts.add(mount("v" + i, "/volumes/" + i));
    }
    apply(
        Manifest.pod("web")
            .spec("volumes", volumes)
            .container("one", "sleep", "1000")
            .with("volumeMounts", mounts));
    assertThat(sh("web", "for v in /volumes/*; do touch $v/x || exit 1; done; ls /volumes | wc -l"))
        .isEqualTo("20\n");
  }

  /** What a pod that never came to be leaves: nothing. */
  @Test
  void aPodThatWaitsCanBeDeleted() throws IOException {
    apply(
        Manifest.pod("web")
            .spec(
                "volumes",
                List.of(
                    volume("never", "hostPath", Map.of("path", root + "/never", "type", "File")),
                    volume("fast", "emptyDir", Map.of("medium", "Memory"))))
            .container("one", "sleep", "1000")
            .with("volumeMounts", List.of(mount("never", "/x"), mount("fast", "/y"))));
    awaitEvent("FailedMount");
    beanpod.run("delete", "pod", "web").ok();
    try (Stream<Path> left = Files.list(root.resolve("var/lib/beanpod/pods"))) {
      assertThat(left.toList()).isEmpty();
    }
    assertThat(Set.of(root.toFile().list())).doesNotContain("never");
  }
}
