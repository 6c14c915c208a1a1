package io.beanpod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.TreeRemover;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  @TempDir Path temp;
  private Root root;
  private ImageStore store;

  @BeforeEach
  void create() throws IOException {
    assumeTrue(Files.getOwner(temp).getName().equals("root"), "owners and whiteouts need root");
    root = Root.below(temp.resolve("root"));
    store = new ImageStore(root);
  }

  /** Whatever a test did, successful or not: no working directories, only whole layers. */
  @AfterEach
  void nothingHalfMade() throws IOException {
    if (root != null && Files.exists(root.layers())) {
      for (Path layer : layers()) {
        assertThat(layer.getFileName().toString()).matches("[0-9a-f]{64}|empty|\\..*lock");
      }
      try (var blobs = Files.list(root.oci().resolve("blobs/sha256"))) {
        for (Path blob : (Iterable<Path>) blobs::iterator) {
          assertThat(Digest.of(Files.readAllBytes(blob)).hex())
              .isEqualTo(blob.getFileName().toString());
        }
      }
    }
  }

  private List<Path> layers() throws IOException {
    try (var list = Files.list(root.layers())) {
      return list.filter(p -> !p.getFileName().toString().endsWith(".lock")).toList();
    }
  }

  private void assertIsTheApp(Image image) throws IOException {
    assertThat(image.layers()).hasSize(2);
    assertThat(image.layers().get(0).resolve("etc/old")).hasContent("old");
    try (Fd upper = Fd.open(image.layers().get(1).toString(), Fd.O_PATH, 0)) {
      assertThat(FileStat.of(upper, "etc/old").orElseThrow().isWhiteout()).isTrue();
    }
    ImageConfig config = image.config();
    assertThat(config.entrypoint()).containsExactly("/app");
    assertThat(config.cmd()).containsExactly("-v");
    assertThat(config.env()).containsExactly("A=b");
    assertThat(config.workingDir()).isEqualTo("/w");
    assertThat(config.user()).isEqualTo("app");
    assertThat(config.stopSignal()).isEqualTo("SIGQUIT");
    assertThat(config.exposedPorts()).containsExactly("80/tcp");
    assertThat(config.labels()).containsEntry("k", "v");
    assertThat(image.created()).isEqualTo(Instant.parse("2024-05-01T10:30:00.25Z"));
    assertThat(image.size()).isPositive();
    assertThat(new UserLookup(image.layers()).lookup("app").uid()).isEqualTo(1234);
  }

  @Test
  void everyKindOfArchiveGivesTheSameImage() throws Exception {
    Map<String, byte[]> layout = TestImages.layout();
    Map<String, byte[]> docker = TestImages.dockerSave();
    Map<String, byte[]> mixture = new LinkedHashMap<>(layout);
    mixture.put("manifest.json", TestImages.utf8("[]")); // docker 25 and later write both
    byte[] tar = new TestTar().files(layout).bytes();
    List<Path> kinds =
        List.of(
            TestImages.directory(temp.resolve("layout"), layout),
            TestImages.write(temp.resolve("layout.tar"), tar),
            TestImages.write(temp.resolve("layout.tgz"), TestTar.gzip(tar)),
            TestImages.tar(temp.resolve("mixture.tar"), mixture),
            TestImages.tar(temp.resolve("docker.tar"), docker));
    for (Path kind : kinds) {
      ImageInfo info = store.importFrom(kind, "app:1");
      assertThat(info.name()).isEqualTo("docker.io/library/app:1");
      assertThat(info.layers()).isEqualTo(2);
      Image image = store.resolve("app:1").orElseThrow();
      assertThat(image.id()).as(kind.toString()).isEqualTo(info.id());
      assertIsTheApp(image);
    }
    assertThat(layers()).hasSize(2);
    assertThat(store.list()).extracting(ImageInfo::name).contains("docker.io/library/app:1");
  }

  @Test
  void dockerSaveWithSharedLayersAsLinks() throws Exception {
    Map<String, byte[]> files = TestImages.dockerSave();
    List<String> names = new ArrayList<>(files.keySet());
    TestTar tar = new TestTar();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getKey().equals(names.get(0))) {
        tar.file("shared/layer.tar", file.getValue(), e -> {});
        tar.symlink(file.getKey(), "../shared/layer.tar");
      } else {
        tar.file("./" + file.getKey(), file.getValue(), e -> {});
      }
    }
    store.importFrom(TestImages.write(temp.resolve("d.tar"), tar.bytes()), "app:1");
    assertIsTheApp(store.resolve("app:1").orElseThrow());
  }

  @Test
  void rootfsAsDirectoryTarAndGzip() throws Exception {
    Path rootfs = Files.createDirectories(temp.resolve("rootfs/bin")).getParent();
    Files.writeString(rootfs.resolve("bin/sh"), "#!");
    Files.createSymbolicLink(rootfs.resolve("link"), Path.of("/etc/passwd"));
    Files.createLink(rootfs.resolve("bin/bash"), rootfs.resolve("bin/sh"));
    ImageInfo first = store.importFrom(rootfs, "dir");
    assertThat(store.importFrom(rootfs, "dir2").id()).isEqualTo(first.id());
    Image image = store.resolve("dir").orElseThrow();
    Path layer = image.layers().get(0);
    assertThat(layer.resolve("bin/bash")).hasContent("#!");
    assertThat((int) Files.getAttribute(layer.resolve("bin/sh"), "unix:nlink")).isEqualTo(2);
    assertThat(Files.readSymbolicLink(layer.resolve("link"))).hasToString("/etc/passwd");
    assertThat(Files.getLastModifiedTime(layer.resolve("bin")))
        .isEqualTo(Files.getLastModifiedTime(rootfs.resolve("bin")));
    assertThat(image.config().entrypoint()).isEmpty();

    byte[] tar = new TestTar().file("./bin/sh", "#!").bytes();
    store.importFrom(TestImages.write(temp.resolve("r.tar"), tar), "plain");
    store.importFrom(TestImages.write(temp.resolve("r.tgz"), TestTar.gzip(tar)), "gzip");
    Image plain = store.resolve("plain").orElseThrow();
    Image gzip = store.resolve("gzip").orElseThrow();
    assertThat(gzip.layers()).isEqualTo(plain.layers());
    assertThat(gzip.id()).isEqualTo(plain.id());
    assertThat(gzip.digest()).isNotEqualTo(plain.digest());
  }

  @Test
  void everyDigestIsVerified() throws Exception {
    for (String victim : TestImages.layout().keySet()) {
      if (victim.startsWith("blobs/")) {
        Map<String, byte[]> files = TestImages.layout();
        byte[] changed = files.get(victim).clone();
        changed[changed.length - 1] ^= 1;
        files.put(victim, changed);
        String hex = victim.substring("blobs/sha256/".length());
        assertThatThrownBy(
                () -> store.importFrom(TestImages.tar(temp.resolve("bad.tar"), files), "app"))
            .isInstanceOf(ImageException.class)
            .hasMessageContaining("expected sha256:" + hex)
            .hasMessageContaining("found " + Digest.of(changed));
        assertThat(store.list()).isEmpty();
      }
    }
    Map<String, byte[]> docker = TestImages.dockerSave();
    String layer = docker.keySet().iterator().next();
    docker.put(layer, new TestTar().file("etc/passwd", "evil").bytes());
    assertThatThrownBy(
            () -> store.importFrom(TestImages.tar(temp.resolve("bad.tar"), docker), "app"))
        .hasMessageContaining(layer)
        .hasMessageContaining("does not match its digest");
    // The blob is right, but it unpacks to something else than the configuration says.
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] manifest = TestImages.addImage(files, TestImages.ARCH, List.of(TestImages.lowerLayer()));
    byte[] config = TestImages.utf8(TestImages.config(TestImages.ARCH, List.of(new byte[] {1})));
    byte[] swapped =
        TestImages.utf8(
            new String(manifest, java.nio.charset.StandardCharsets.UTF_8)
                .replace(
                    Digest.of(
                            TestImages.utf8(
                                TestImages.config(
                                    TestImages.ARCH, List.of(TestImages.lowerLayer()))))
                        .toString(),
                    Digest.of(config).toString()));
    TestImages.put(files, config);
    TestImages.put(files, swapped);
    TestImages.index(files, TestImages.descriptor(Manifest.TYPE, swapped, ""));
    assertThatThrownBy(
            () -> store.importFrom(TestImages.tar(temp.resolve("bad.tar"), files), "app"))
        .hasMessageContaining("unpacked; rootfs.diff_ids")
        .hasMessageContaining(Digest.of(new byte[] {1}).toString());
    assertThat(layers()).isEmpty();
  }

  @Test
  void missingBlobsAreNamed() throws Exception {
    Map<String, byte[]> whole = TestImages.layout();
    for (String victim : whole.keySet()) {
      if (victim.startsWith("blobs/")) {
        Map<String, byte[]> files = new LinkedHashMap<>(whole);
        files.remove(victim);
        assertThatThrownBy(
                () -> store.importFrom(TestImages.tar(temp.resolve("bad.tar"), files), "app"))
            .isInstanceOf(ImageException.class)
            .hasMessageContaining(victim.substring("blobs/sha256/".length()))
            .hasMessageContaining("missing");
      }
    }
  }

  @Test
  void cutOffArchives() throws Exception {
    byte[] layout = new TestTar().files(TestImages.layout()).bytes();
    byte[] docker = new TestTar().files(TestImages.dockerSave()).bytes();
    byte[] rootfs = new TestTar().file("etc/a", "a".repeat(2000)).file("b", "b").bytes();
    for (byte[] archive : List.of(layout, docker, rootfs)) {
      for (byte[] form : List.of(archive, TestTar.gzip(archive))) {
        for (int part = 1; part < 8; part++) {
          // The last 10 KiB of a plain tar are padding.
          int length = (int) ((form == archive ? endMark(form) : form.length) * (long) part / 8);
          Path file = TestImages.write(temp.resolve("cut"), Arrays.copyOf(form, length));
          assertThatThrownBy(() -> store.importFrom(file, "app"))
              .as("%d of %d bytes", length, form.length)
              .isInstanceOf(ImageException.class)
              .hasMessageStartingWith(file.toString())
              .hasMessageContaining("cut off");
        }
      }
    }
    assertThat(store.list()).isEmpty();
    assertThat(layers()).isEmpty();
  }

  private static int endMark(byte[] tar) {
    int end = tar.length;
    while (tar[end - 1] == 0) {
      end--;
    }
    return end;
  }

  @Test
  void whatIsNoImage() throws Exception {
    assertThatThrownBy(() -> store.importFrom(temp.resolve("none"), "app"))
        .hasMessageContaining("does not exist")
        .hasMessageContaining("allowed is");
    assertThatThrownBy(
            () ->
                store.importFrom(
                    TestImages.write(temp.resolve("t"), TestImages.utf8("text".repeat(999))), "a"))
        .hasMessageContaining("not a tar archive");
    assertThatThrownBy(
            () -> store.importFrom(TestImages.write(temp.resolve("e"), new byte[0]), "a"))
        .hasMessageContaining("empty archive");
    byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0, 0, 0};
    assertThatThrownBy(() -> store.importFrom(TestImages.write(temp.resolve("z"), zstd), "a"))
        .hasMessageContaining("compressed with zstd")
        .hasMessageContaining("skopeo");
    assertThatThrownBy(() -> store.importFrom(temp, "Bad Name")).hasMessageContaining("Bad Name");
    Map<String, byte[]> twice = TestImages.layout();
    twice.put("index.json", TestImages.utf8("{\"manifests\":[],\"manifests\":[]}"));
    assertThatThrownBy(() -> store.importFrom(TestImages.tar(temp.resolve("d"), twice), "a"))
        .hasMessageContaining("index.json: not JSON")
        .hasMessageContaining("manifests");
    assertThat(store.list()).isEmpty();
  }

  @Test
  void theHostsPlatformIsPickedFromNestedIndexes() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] ours = TestImages.addImage(files, TestImages.ARCH, List.of(TestImages.lowerLayer()));
    byte[] other = TestImages.utf8("{\"never\":\"read\"}");
    byte[] inner =
        TestImages.indexDocument(
            TestImages.descriptor(
                Manifest.TYPE,
                other,
                ",\"platform\":{\"os\":\"linux\",\"architecture\":\"s390x\"}"),
            TestImages.descriptor(
                Manifest.TYPE,
                ours,
                ",\"platform\":{\"os\":\"linux\",\"architecture\":\"" + TestImages.ARCH + "\"}"),
            TestImages.descriptor(
                Manifest.TYPE,
                other,
                ",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"},"
                    + "\"annotations\":{\"vnd.docker.reference.type\":\"attestation-manifest\"}"));
    TestImages.put(files, inner);
    TestImages.index(
        files, TestImages.descriptor("application/vnd.oci.image.index.v1+json", inner, ""));
    Path tar = TestImages.tar(temp.resolve("multi.tar"), files);
    ImageInfo info = store.importFrom(tar, "multi");
    assertThat(info.digest()).isEqualTo(Digest.of(ours).toString());
    assertThat(store.resolve("multi@" + Digest.of(inner))).isPresent();
    assertThat(store.resolve("multi@" + Digest.of(ours))).isPresent();
    assertThat(store.resolve("other@" + Digest.of(ours))).isEmpty();

    ImageStore riscv =
        new ImageStore(root, LayerLimits.STANDARD, new Platform("linux", "riscv64", ""));
    assertThatThrownBy(() -> riscv.importFrom(tar, "multi"))
        .hasMessageContaining("no image for linux/riscv64, only for linux/s390x, linux/")
        .hasMessageNotContaining("unknown");
    assertThatThrownBy(
            () -> riscv.importFrom(TestImages.tar(temp.resolve("d"), TestImages.dockerSave()), "x"))
        .hasMessageContaining("no image for linux/riscv64, only for linux/" + TestImages.ARCH);
  }

  @Test
  void severalImagesInOneLayoutAreChosenByName() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] one = TestImages.addImage(files, TestImages.ARCH, List.of(TestImages.lowerLayer()));
    byte[] two = TestImages.addImage(files, TestImages.ARCH, List.of(TestImages.upperLayer()));
    TestImages.index(
        files,
        TestImages.descriptor(Manifest.TYPE, one, TestImages.annotation("team/one:1")),
        TestImages.descriptor(Manifest.TYPE, two, TestImages.annotation("docker.io/team/two:2")));
    Path tar = TestImages.tar(temp.resolve("several.tar"), files);
    assertThat(store.importFrom(tar, "team/two:2").digest()).isEqualTo(Digest.of(two).toString());
    assertThatThrownBy(() -> store.importFrom(tar, "third"))
        .hasMessageContaining("team/one:1, docker.io/team/two:2");
  }

  @Test
  void lookupByAnySpellingDigestAndId() throws Exception {
    ImageInfo info =
        store.importFrom(TestImages.tar(temp.resolve("a.tar"), TestImages.layout()), "app");
    String hex = info.id().substring(7);
    for (String name :
        List.of(
            "app",
            "app:latest",
            "library/app",
            "docker.io/library/app:latest",
            "app@" + info.digest(),
            "app:ignored@" + info.digest(),
            info.id(),
            hex,
            hex.substring(0, 12),
            "sha256:" + hex.substring(0, 20))) {
      assertThat(store.resolve(name)).as(name).isPresent();
    }
    for (String name : List.of("app:2", "other", hex.substring(0, 11), "app@sha256:" + hex)) {
      assertThat(store.resolve(name)).as(name).isEmpty();
    }
    assertThatThrownBy(() -> store.resolve("App")).isInstanceOf(ImageException.class);
    assertThat(store.resolve("app").orElseThrow().imageId())
        .isEqualTo("docker.io/library/app@" + info.digest());
    assertThat(store.inspect("app").orElseThrow().configJson()).contains("SIGQUIT");
  }

  @Test
  void aNameMovesToTheNewerImage() throws Exception {
    ImageInfo old =
        store.importFrom(TestImages.tar(temp.resolve("a.tar"), TestImages.layout()), "app");
    Path rootfs = Files.createDirectory(temp.resolve("rootfs"));
    Files.writeString(rootfs.resolve("f"), "f");
    ImageInfo fresh = store.importFrom(rootfs, "app");
    assertThat(store.resolve("app").orElseThrow().id()).isEqualTo(fresh.id());
    assertThat(store.resolve(old.id()).orElseThrow().name()).isEmpty();
    assertThat(store.list()).extracting(ImageInfo::name).containsExactly("", fresh.name());
    store.remove(old.id(), p -> false);
    assertThat(store.list()).hasSize(1);
    assertThat(layers()).hasSize(1);
  }

  @Test
  void removeKeepsWhatOthersNeedAndRefusesWhatIsInUse() throws Exception {
    Path tar = TestImages.tar(temp.resolve("a.tar"), TestImages.layout());
    store.importFrom(tar, "one");
    store.importFrom(tar, "two");
    List<Path> used = store.resolve("one").orElseThrow().layers();
    store.remove("one", used::contains); // two needs them all, so nothing in use goes
    assertThat(store.resolve("one")).isEmpty();
    assertThat(store.resolve("two").orElseThrow().layers()).isEqualTo(used);
    assertThatThrownBy(() -> store.remove("two", used::contains))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("docker.io/library/two:latest is in use by a pod");
    assertThat(store.resolve("two")).isPresent();
    store.remove("two", p -> false);
    assertThat(store.list()).isEmpty();
    assertThat(layers()).isEmpty();
    assertThat(root.oci().resolve("blobs/sha256")).isEmptyDirectory();
    assertThatThrownBy(() -> store.remove("two", p -> false)).hasMessageContaining("not found");
  }

  @Test
  void aCrashLeavesOnlyWhatTheNextImportRemoves() throws Exception {
    store.importFrom(TestImages.tar(temp.resolve("a.tar"), TestImages.layout()), "app");
    Path stale = Files.createDirectories(root.layers().resolve(".import-stale/layer-0/deep/er"));
    Files.writeString(stale.resolve("f"), "f");
    Layout layout = new Layout(root);
    try (Workspace running = Workspace.open(layout)) {
      Path inUse = running.fresh("blob");
      Files.writeString(inUse, "in use");
      assertThat(root.layers().resolve(".import-stale")).doesNotExist();
      store.importFrom(temp.resolve("a.tar"), "app2");
      assertThat(inUse).exists();
    }
  }

  @Test
  void layersThatAreGoneAreUnpackedAgain() throws Exception {
    store.importFrom(TestImages.tar(temp.resolve("a.tar"), TestImages.layout()), "app");
    for (Path layer : store.resolve("app").orElseThrow().layers()) {
      TreeRemover.remove(layer);
    }
    assertIsTheApp(store.resolve("app").orElseThrow());
  }

  @Test
  void imagesWithoutLayersOrWithOneTwiceOrAnOpaqueRoot() throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] lower = TestImages.lowerLayer();
    byte[] opaque = new TestTar().file(".wh..wh..opq", "").file("only", "").bytes();
    byte[] scratch = TestImages.addImage(files, TestImages.ARCH, List.of());
    byte[] twice =
        TestImages.addImage(files, TestImages.ARCH, List.of(lower, TestImages.upperLayer(), lower));
    byte[] hiding = TestImages.addImage(files, TestImages.ARCH, List.of(lower, opaque));
    TestImages.index(
        files,
        TestImages.descriptor(Manifest.TYPE, scratch, TestImages.annotation("scratch:1")),
        TestImages.descriptor(Manifest.TYPE, twice, TestImages.annotation("twice:1")),
        TestImages.descriptor(Manifest.TYPE, hiding, TestImages.annotation("hiding:1")));
    Path tar = TestImages.tar(temp.resolve("a.tar"), files);
    store.importFrom(tar, "scratch:1");
    assertThat(store.resolve("scratch:1").orElseThrow().layers())
        .singleElement()
        .satisfies(layer -> assertThat(layer).isEmptyDirectory());
    store.importFrom(tar, "twice:1");
    List<Path> layers = store.resolve("twice:1").orElseThrow().layers();
    assertThat(layers).hasSize(2).doesNotHaveDuplicates();
    assertThat(layers.get(1).resolve("etc/old")).exists();
    store.importFrom(tar, "hiding:1");
    assertThat(store.resolve("hiding:1").orElseThrow().layers())
        .singleElement()
        .satisfies(layer -> assertThat(layer.resolve("only")).exists());
  }

  @Test
  void concurrentImportsOfTheSameLayers() throws Exception {
    Path tar = TestImages.tar(temp.resolve("a.tar"), TestImages.layout());
    List<Callable<ImageInfo>> imports = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String tag = "app:" + i;
      imports.add(() -> new ImageStore(root).importFrom(tar, tag));
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var result : threads.invokeAll(imports)) {
        assertThat(result.get().layers()).isEqualTo(2);
      }
    }
    assertThat(store.list()).hasSize(8);
    assertThat(layers()).hasSize(2);
    assertIsTheApp(store.resolve("app:7").orElseThrow());
  }

  @Test
  void overlayfsUnderstandsTheLayers() throws Exception {
    store.importFrom(TestImages.tar(temp.resolve("a.tar"), TestImages.layout()), "app");
    List<Path> layers = store.resolve("app").orElseThrow().layers();
    Path mountPoint = Files.createDirectory(temp.resolve("mnt"));
    String script =
        "mount -t overlay overlay -o lowerdir="
            + layers.get(1)
            + ":"
            + layers.get(0)
            + " "
            + mountPoint
            + " && cd "
            + mountPoint
            + " && ls -1 etc data && cat data/upper";
    Process process =
        new ProcessBuilder("unshare", "-m", "sh", "-c", script).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    int status = process.waitFor();
    assumeTrue(!output.contains("unknown filesystem type"), "this kernel has no overlayfs");
    assertThat(output).isEqualTo("data:\nupper\n\netc:\npasswd\nupper");
    assertThat(status).isZero();
  }

  @Test
  void skopeoReadsTheLayout() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/skopeo")), "skopeo is not installed");
    ImageInfo info =
        store.importFrom(TestImages.tar(temp.resolve("a.tar"), TestImages.dockerSave()), "app:1");
    Process process =
        new ProcessBuilder("skopeo", "inspect", "oci:" + root.oci() + ":docker.io/library/app:1")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(output).contains(info.digest());
    assertThat(process.exitValue()).isZero();
  }
}
