package io.beanpod.it;

import static io.beanpod.it.VolumesTest.mount;
import static io.beanpod.it.VolumesTest.volume;
import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Mounts;
import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where containers have volumes, and that neither an image nor a container leads the runtime
 * elsewhere. Upstream: test/e2e/storage/testsuites/subpath.go, pkg/volume/util/subpath.
 */
class MountsTest extends PodTest {
  private static Map<String, Object> hostPath(Path path) {
    return volume("host", "hostPath", Map.of("path", path.toString()));
  }

  private Path host() throws IOException {
    return Files.createTempDirectory(root, "host");
  }

  private static Manifest web(Map<String, Object> volume, Object... mounts) {
    return Manifest.pod("web")
        .spec("volumes", List.of(volume))
        .container("one", "sleep", "1000")
        .with("volumeMounts", List.of(mounts));
  }

  @Test
  void readOnlyGoesForWhatIsMountedBelowOnlyIfAsked() throws IOException {
    Path host = host();
    Path below = Files.createDirectory(host.resolve("below"));
    Mounts.mount("tmpfs", below.toString(), "tmpfs", 0, "");
    try {
      apply(
          web(
              hostPath(host),
              mount("host", "/rw"),
              mount("host", "/ro", "readOnly", true),
              Map.of(
                  "name", "host",
                  "mountPath", "/rro",
                  "readOnly", true,
                  "recursiveReadOnly", "Enabled")));
      assertThat(
              sh(
                  "web",
                  "for d in rw ro rro; do for f in $d $d/below; do"
                      + " touch /$f/x 2>/dev/null && echo $f; done; done; true"))
          .isEqualTo("rw\nrw/below\nro/below\n");
      assertThat(JsonWriter.compact(Json.list(get("web").container("one").get("volumeMounts"))))
          .isEqualTo(
              "[{\"mountPath\":\"/rw\",\"name\":\"host\"},"
                  + "{\"mountPath\":\"/ro\",\"name\":\"host\",\"readOnly\":true,"
                  + "\"recursiveReadOnly\":\"Disabled\"},"
                  + "{\"mountPath\":\"/rro\",\"name\":\"host\",\"readOnly\":true,"
                  + "\"recursiveReadOnly\":\"Enabled\"}]");
    } finally {
      beanpod.run("delete", "pod", "web", "--force").ok();
      Mounts.detach(below.toString());
    }
  }

  @Test
  void whatTheHostMountsLaterShowsOnlyWithHostToContainer() throws IOException {
    Path host = host();
    Path below = Files.createDirectory(host.resolve("below"));
    beanpod.other("mount", "--bind", host.toString(), host.toString()).ok();
    try {
      beanpod.other("mount", "--make-shared", host.toString()).ok();
      apply(
          web(
              hostPath(host),
              mount("host", "/closed"),
              mount("host", "/open", "mountPropagation", "HostToContainer")));
      Mounts.mount("tmpfs", below.toString(), "tmpfs", 0, "");
      Files.writeString(below.resolve("later"), "");
      assertThat(sh("web", "ls /open/below /closed/below"))
          .isEqualTo("/closed/below:\n\n/open/below:\nlater\n");
      Mounts.detach(below.toString());
      assertThat(sh("web", "ls /open/below")).isEmpty();
    } finally {
      beanpod.run("delete", "pod", "web", "--force").ok();
      Mounts.detach(host.toString());
    }
  }

  @Test
  void aPartOfAVolume() throws IOException {
    Path host = host();
    Files.writeString(host.resolve("conf"), "new\n");
    Files.createDirectory(host.resolve("real"));
    Files.createSymbolicLink(host.resolve("link"), Path.of("real"));
    Files.setPosixFilePermissions(
        host, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwx---"));
    apply(
        web(
            hostPath(host),
            mount("host", "/etc/passwd", "subPath", "conf"),
            mount("host", "/made", "subPath", "a/b"),
            mount("host", "/link", "subPath", "link"),
            mount("host", "/new/file", "subPath", "conf")));
    assertThat(sh("web", "cat /etc/passwd /new/file; touch /made/x /link/y"))
        .isEqualTo("new\nnew\n");
    assertThat(host.resolve("a/b/x")).exists();
    assertThat(host.resolve("real/y")).exists();
    for (String made : List.of("a", "a/b")) {
      assertThat(Files.getAttribute(host.resolve(made), "unix:mode"))
          .as("as the volume itself")
          .isEqualTo(040770);
    }
  }

  @Test
  void mountsLieInEachOtherWhateverTheirOrder() {
    apply(
        web(
            volume("v", "emptyDir", Map.of("medium", "Memory")),
            mount("v", "/outer/inner/deep", "subPath", "deep"),
            mount("v", "/outer/inner", "subPath", "inner"),
            mount("v", "/outer")));
    sh("web", "touch /outer/1 /outer/inner/2 /outer/inner/deep/3");
    assertThat(sh("web", "cd /outer; find . -type f | sort; ls deep"))
        .isEqualTo("./1\n./deep/3\n./inner/2\n./inner/deep/3\n3\n");
  }

  /** As containerd sorts them: by depth. */
  @Test
  void theFilesOfEtcLieOnAVolumeAtEtc() throws IOException {
    Path host = host();
    Path elsewhere = Files.writeString(host.resolve("elsewhere"), "mine\n");
    Files.createSymbolicLink(host.resolve("resolv.conf"), Path.of("/etc/elsewhere"));
    apply(web(hostPath(host), mount("host", "/etc")));
    assertThat(sh("web", "cat /etc/hostname; grep localhost /etc/hosts; cat /etc/resolv.conf"))
        .startsWith("web\n127.0.0.1\tlocalhost\n")
        .doesNotContain("mine");
    assertThat(elsewhere).as("was mounted over in the container only").hasContent("mine\n");
    assertThat(Files.isSymbolicLink(host.resolve("resolv.conf"))).isTrue();
    assertThat(host.resolve("hosts")).isEmptyFile();
    beanpod.run("delete", "pod", "web", "--force").ok();
    Path hosts = Files.writeString(host.resolve("own"), "own\n");
    apply(
        web(
            hostPath(host),
            mount("host", "/etc"),
            mount("host", "/etc/hosts", "subPath", hosts.getFileName().toString())));
    assertThat(sh("web", "cat /etc/hosts /etc/hostname")).isEqualTo("own\nweb\n");
  }

  /** What a hostile volume leads to is within the container. */
  @ParameterizedTest
  @CsvSource({"OUTSIDE", "../../../../../..OUTSIDE", "/proc/1/root/OUTSIDE"})
  void aVolumeAtEtcLeadsNowhere(String target) throws IOException {
    Path outside = Files.writeString(host().resolve("file"), "");
    Path host = host();
    Files.createSymbolicLink(
        host.resolve("hosts"), Path.of(target.replace("OUTSIDE", outside.toString())));
    tryApply(web(hostPath(host), mount("host", "/etc")).backOff("1h", "1h").json());
    Status status = await("web", "is told", s -> !s.waits("one").equals("ContainerCreating"));
    assertThat(status.state("one", "waiting").get("message").toString())
        .startsWith("mknodat hosts: EEXIST");
    assertThat(outside).isEmptyFile();
    assertThat(Files.isSymbolicLink(host.resolve("hosts"))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"OUTSIDE", "..", "../..", "/proc/self/root", "/proc/self/cwd", "nowhere"})
  void aSymlinkThatLeadsOutOfTheVolumeIsNotFollowed(String target) throws IOException {
    Path outside = host();
    Path host = host();
    Files.createSymbolicLink(
        host.resolve("evil"), Path.of(target.replace("OUTSIDE", outside.toString())));
    tryApply(
        web(hostPath(host), mount("host", "/mnt", "subPath", "evil")).backOff("1h", "1h").json());
    Status status = await("web", "is told", s -> !s.waits("one").equals("ContainerCreating"));
    assertThat(status.waits("one")).isEqualTo("CreateContainerConfigError");
    assertThat(status.state("one", "waiting").get("message").toString())
        .startsWith("failed to prepare subPath for volumeMount \"host\" of container \"one\": ");
    assertThat(outside).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "OUTSIDE, OUTSIDE/x",
    "../../../../../..OUTSIDE, OUTSIDE/x",
    "/srv/real, srv/real/x",
    "../srv/real, srv/real/x",
    ".., x"
  })
  void aSymlinkAtTheMountPathStaysInTheImage(String target, String ignored) throws IOException {
    Path outside = host();
    Path host = host();
    Files.writeString(host.resolve("mine"), "");
    image(
        "evil:1",
        new TestImage()
            .directory("srv/real")
            .directory("mnt")
            .directory(outside.toString().substring(1))
            .symlink("mnt/evil", target.replace("OUTSIDE", outside.toString()))
            .write(root));
    apply(
        web(hostPath(host), mount("host", "/mnt/evil/x/y"), mount("host", "/mnt/evil/x/z"))
            .with("image", "evil:1"));
    assertThat(sh("web", "ls /mnt/evil/x/y /mnt/evil/x/z"))
        .isEqualTo("/mnt/evil/x/y:\nmine\n\n/mnt/evil/x/z:\nmine\n");
    assertThat(outside).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"/proc/self/fd", "/proc/sys", "/proc", "/proc/1/root/tmp"})
  void noVolumeGetsIntoProc(String target) throws IOException {
    image("evil:2", new TestImage().symlink("evil", target).write(root));
    Path host = host();
    Files.writeString(host.resolve("mine"), "");
    Manifest pod =
        web(hostPath(host), mount("host", "/evil"))
            .with("image", "evil:2")
            .spec("restartPolicy", "Never");
    if (tryApply(pod.json()).status() == 0) {
      assertThat(sh("web", "find /proc -maxdepth 3 -name mine 2>/dev/null || true")).isEmpty();
      assertThat(sh("web", "stat -f -c %T /proc /proc/sys /proc/self/fd").strip())
          .isEqualTo("proc\nproc\nproc");
    }
    assertThat(host.resolve("mine")).exists();
    try (Stream<Path> left = Files.list(host)) {
      assertThat(left.count()).isEqualTo(1);
    }
  }

  @Test
  void aDirectoryDoesNotGoOnAFile() throws IOException {
    tryApply(web(hostPath(host()), mount("host", "/etc/passwd")).backOff("1h", "1h").json());
    Status status = await("web", "is told", s -> !s.waits("one").equals("ContainerCreating"));
    assertThat(status.state("one", "waiting").get("message").toString())
        .contains("/etc/passwd")
        .contains("ENOTDIR");
  }

  @Test
  void anExpressionNamesThePartAndMustNotLeadOut() {
    apply(
        web(
                volume("v", "emptyDir", Map.of()),
                mount("v", "/logs", "subPathExpr", "$(POD)/x"),
                mount("v", "/v"))
            .with("env", List.of(Map.of("name", "POD", "value", "web-1"))));
    assertThat(sh("web", "touch /logs/a; ls /v/web-1/x").strip()).isEqualTo("a");
    beanpod.run("delete", "pod", "web", "--force").ok();
    for (Map.Entry<String, String> wrong :
        Map.of(
                "/tmp", "error SubPath `$(POD)` must not be an absolute path",
                "", "missing value for POD",
                "..", "unable to provision SubPath `$(POD)`: must not contain '..'")
            .entrySet()) {
      tryApply(
          web(volume("v", "emptyDir", Map.of()), mount("v", "/logs", "subPathExpr", "$(POD)"))
              .backOff("1h", "1h")
              .with("env", List.of(Map.of("name", "POD", "value", wrong.getKey())))
              .json());
      Status status = await("web", "is told", s -> !s.waits("one").equals("ContainerCreating"));
      assertThat(status.state("one", "waiting")).containsEntry("message", wrong.getValue());
      assertThat(status.waits("one")).isEqualTo("CreateContainerConfigError");
      beanpod.run("delete", "pod", "web", "--force").ok();
    }
  }
}
