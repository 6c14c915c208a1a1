package io.beanpod.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.PathBytes;
import io.beanpod.linux.TreeRemover;
import io.beanpod.linux.Xattr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacking of honest and of hostile layers; everything outside the layer is watched. */
class LayerUnpackerTest {
  @TempDir Path temp;
  private Path layer;
  private Fd root;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(Files.getOwner(temp).getName().equals("root"), "owners and device nodes need root");
    layer = Files.createDirectory(temp.resolve("layer"));
    Files.writeString(temp.resolve("victim"), "untouched");
    root = Fd.open(layer.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
  }

  @AfterEach
  void nothingOutsideChanged() throws Exception {
    if (root == null) {
      return;
    }
    root.close();
    try (var outside = Files.list(temp)) {
      assertThat(outside).containsExactlyInAnyOrder(layer, temp.resolve("victim"));
    }
    assertThat(temp.resolve("victim")).hasContent("untouched");
    assertThat((int) Files.getAttribute(temp.resolve("victim"), "unix:nlink")).isEqualTo(1);
    TreeRemover.remove(layer);
  }

  private void unpack(TestTar tar) throws IOException {
    unpack(tar, LayerLimits.STANDARD);
  }

  private void unpack(TestTar tar, LayerLimits limits) throws IOException {
    Fd own = Fd.open(layer.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
    TarReader reader = TestTar.reader(tar.bytes());
    try (LayerUnpacker unpacker = new LayerUnpacker(own, reader, "layer", limits)) {
      unpacker.unpack();
    }
  }

  private FileStat stat(String path) throws IOException {
    return FileStat.of(root, path).orElseThrow(() -> new AssertionError(path + " is missing"));
  }

  private boolean isOpaque(String directory) throws IOException {
    Path path = layer.resolve(directory);
    try (Fd parent = Fd.open(path.getParent().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      return Xattr.get(parent, path.getFileName().toString(), LayerTree.OPAQUE_XATTR).isPresent();
    }
  }

  @Test
  void keepsOwnersModesTimesLinksAndAttributes() throws Exception {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    unpack(
        new TestTar()
            .add('5', "./", new byte[0], e -> e.setMode(0711))
            .add('5', "bin/", new byte[0], e -> e.setMode(01777))
            .file(
                "bin/su",
                content,
                e -> {
                  e.setMode(04755);
                  e.setUserId(10);
                  e.setGroupId(4_000_000_000L);
                  e.addPaxHeader("SCHILY.xattr.user.note", "kept");
                  e.addPaxHeader("SCHILY.xattr.trusted.overlay.redirect", "/etc");
                  e.addPaxHeader("SCHILY.xattr.user.overlay.opaque", "y");
                })
            .hardLink("bin/sudo", "./bin/su")
            .add(
                '2',
                "bin/link",
                new byte[0],
                e -> {
                  e.setLinkName("/absolute/target");
                  e.setIds(33, 44);
                })
            .hardLink("bin/link2", "bin/link")
            .add('6', "fifo", new byte[0], e -> e.setMode(0620)));
    assertThat(stat(".").mode() & 07777).isEqualTo(0711);
    assertThat(stat("bin").mode() & 07777).isEqualTo(01777);
    assertThat(stat("bin").mtimeSeconds()).isEqualTo(TestTar.MTIME);
    FileStat su = stat("bin/su");
    assertThat(su.mode()).isEqualTo(FileStat.S_IFREG | 04755);
    assertThat(su.uid()).isEqualTo(10);
    assertThat(Integer.toUnsignedLong(su.gid())).isEqualTo(4_000_000_000L);
    assertThat(su.mtimeSeconds()).isEqualTo(TestTar.MTIME);
    assertThat(su.links()).isEqualTo(2);
    assertThat(stat("bin/sudo").inode()).isEqualTo(su.inode());
    assertThat(layer.resolve("bin/sudo")).hasContent("content");
    assertThat(stat("bin/link").uid()).isEqualTo(33);
    assertThat(At.readlinkat(root, "bin/link2")).isEqualTo("/absolute/target");
    assertThat(stat("fifo").mode()).isEqualTo(FileStat.S_IFIFO | 0620);
    try (Fd bin = At.openat2(root, "bin", Fd.O_PATH, 0, 0)) {
      assertThat(Xattr.list(bin, "su")).containsExactly("user.note");
    }
  }

  @Test
  void binaryCapabilitiesArrive() throws Exception {
    byte[] capability = new byte[20];
    capability[0] = 1;
    capability[3] = 2;
    capability[4] = (byte) 0xc0; // cap_setgid, cap_setuid
    Path from = Files.createDirectory(layer.resolve("from"));
    Files.writeString(from.resolve("newuidmap"), "x");
    try (Fd fd = Fd.open(from.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
      Xattr.set(fd, "newuidmap", "security.capability", capability);
      var tar = new java.io.ByteArrayOutputStream();
      new DirectoryArchiver(new TarWriter(tar)).addTree(fd);
      Path to = Files.createDirectory(layer.resolve("to"));
      Fd own = Fd.open(to.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
      TarReader reader = TestTar.reader(tar.toByteArray());
      try (LayerUnpacker unpacker = new LayerUnpacker(own, reader, "layer", LayerLimits.STANDARD)) {
        unpacker.unpack();
      }
    }
    try (Fd fd = Fd.open(layer.resolve("to").toString(), Fd.O_PATH, 0)) {
      assertThat(Xattr.get(fd, "newuidmap", "security.capability")).hasValue(capability);
    }
  }

  @Test
  void whiteoutsInEveryOrder() throws Exception {
    unpack(
        new TestTar()
            .file("a/.wh.gone", "")
            .file("b/.wh..wh..opq", "")
            .file("c/.wh.file", "")
            .file("c/file", "new") // whiteout, then new
            .file("d/file", "new")
            .file("d/.wh.file", "") // new, then whiteout
            .file(".wh.e", "")
            .directory("e/")
            .file("e/x", "new")
            .directory("f/")
            .file("f/x", "new")
            .file(".wh.f", "")
            .file(".wh.g", "")
            .file("g/x", "implied directory")
            .directory("h/")
            .file("h/.wh..wh.plnk", "aufs"));
    assertThat(stat("a/gone").isWhiteout()).isTrue();
    assertThat(isOpaque("b")).isTrue();
    assertThat(isOpaque("a")).isFalse();
    assertThat(layer.resolve("c/file")).hasContent("new");
    assertThat(layer.resolve("d/file")).hasContent("new");
    for (String opaque : List.of("e", "f", "g")) {
      assertThat(isOpaque(opaque)).as(opaque).isTrue();
      assertThat(layer.resolve(opaque + "/x")).exists();
    }
    assertThat(layer.resolve("h")).isEmptyDirectory();
  }

  @Test
  void missingParentsAndDuplicates() throws Exception {
    unpack(
        new TestTar()
            .file("x/y/z", "deep")
            .file("twice", "first")
            .file("twice", "second")
            .file("file-then-directory", "f")
            .directory("file-then-directory/")
            .file("file-then-directory/in", "i")
            .file("directory-then-file/in/deep", "i")
            .file("directory-then-file", "f")
            .symlink("link-then-file", "../victim")
            .file("link-then-file", "f")
            .directory("kept/")
            .file("kept/a", "a")
            .add('5', "kept/", new byte[0], e -> e.setMode(0700))
            .file("kept/b", "b"));
    assertThat(stat("x").mode()).isEqualTo(FileStat.S_IFDIR | 0755);
    assertThat(layer.resolve("twice")).hasContent("second");
    assertThat(layer.resolve("file-then-directory/in")).hasContent("i");
    assertThat(stat("directory-then-file").isRegular()).isTrue();
    assertThat(stat("link-then-file").isRegular()).isTrue();
    assertThat(stat("kept").mode() & 07777).isEqualTo(0700);
    assertThat(layer.resolve("kept")).isDirectoryContaining("glob:**/a");
    assertThat(layer.resolve("kept/b")).exists();
  }

  @Test
  void deviceNodesAreLeftOut() throws Exception {
    unpack(
        new TestTar()
            .directory("dev/")
            .device('3', "dev/null", 1, 3)
            .device('4', "dev/sda", 8, 0)
            .device('3', "dev/forged-whiteout", 0, 0)
            .hardLink("dev/disk", "dev/sda"));
    assertThat(layer.resolve("dev")).isEmptyDirectory();
  }

  @Test
  void absoluteNamesAndLinksStayInside() throws Exception {
    unpack(
        new TestTar()
            .file("/etc/absolute", "a")
            .symlink("out", temp.toString())
            .symlink("up", "../../../../../../..")
            .directory(temp.toString().substring(1) + "/")
            .file("out/evil", "through an absolute symlink")
            .file("up/evil", "through a climbing symlink")
            .symlink("etc/passwd", "/etc/absolute")
            .hardLink("linked", "up/evil"));
    assertThat(layer.resolve("etc/absolute")).hasContent("a");
    assertThat(layer.resolve(temp.toString().substring(1) + "/evil")).exists();
    assertThat(layer.resolve("evil")).hasContent("through a climbing symlink");
    assertThat(layer.resolve("linked")).hasContent("through a climbing symlink");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../victim", "a/../../victim", "..", "/../victim", "a/.."})
  void dotDotIsRefused(String name) {
    assertThatThrownBy(() -> unpack(new TestTar().file(name, "evil")))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining("leads out of the layer");
    assertThatThrownBy(() -> unpack(new TestTar().file("f", "").hardLink("h", name)))
        .hasMessageContaining("leads out of the layer");
  }

  @Test
  void hardLinksToWhatIsOutsideAreRefused() throws Exception {
    String victim = temp.resolve("victim").toString();
    assertThatThrownBy(() -> unpack(new TestTar().hardLink("h", victim)))
        .hasMessageContaining("hard link h to")
        .hasMessageContaining("not a file of this layer");
    assertThatThrownBy(
            () -> unpack(new TestTar().symlink("s", temp.toString()).hardLink("h", "s/victim")))
        .hasMessageContaining("not a file of this layer");
    unpack(new TestTar().symlink("v", victim).hardLink("h2", "v").file("h2", "replaced"));
    assertThat(layer.resolve("h2")).hasContent("replaced");
    assertThat(stat("v").isSymlink()).isTrue();
    assertThatThrownBy(() -> unpack(new TestTar().file(".wh.w", "").hardLink("h3", "w")))
        .hasMessageContaining("not a file of this layer");
    assertThatThrownBy(() -> unpack(new TestTar().file("i", "").hardLink("i", "i")))
        .hasMessageContaining("to itself");
  }

  @Test
  void parentsThatAreNoDirectoriesAreRefused() {
    for (TestTar tar : List.of(badParent("file"), badParent("dangling"), badParent("loop"))) {
      assertThatThrownBy(() -> unpack(tar))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("is not a directory of this layer");
    }
  }

  private static TestTar badParent(String kind) {
    try {
      TestTar tar = new TestTar().file("file", "f").symlink("loop", "loop");
      return tar.symlink("dangling", "/nowhere").file(kind + "/below", "evil");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void magicLinksOfProcAreNotFollowed() {
    // Were /proc mounted inside, /proc/self/root would be the host's root.
    assertThatThrownBy(
            () ->
                unpack(new TestTar().symlink("p", "/proc/self/root" + temp).file("p/evil", "evil")))
        .hasMessageContaining("is not a directory of this layer");
  }

  @ParameterizedTest
  @ValueSource(strings = {".wh.", ".wh..", ".wh...", "a/.wh.."})
  void whiteoutsOfNothingAreRefused(String name) {
    assertThatThrownBy(() -> unpack(new TestTar().file(name, "")))
        .hasMessageContaining("names no file");
  }

  @Test
  void strangeNames() throws Exception {
    assertThatThrownBy(() -> unpack(new TestTar().file(".wh.dir/file", "")))
        .hasMessageContaining("below a whiteout");
    assertThatThrownBy(() -> unpack(new TestTar().file("d/".repeat(300) + "f", "")))
        .hasMessageContaining("deeper than 256");
    assertThatThrownBy(() -> unpack(new TestTar().file("n".repeat(256), "")))
        .hasMessageContaining("ENAMETOOLONG");
    assertThatThrownBy(() -> unpack(new TestTar().file(("n".repeat(200) + "/").repeat(20), "")))
        .hasMessageContaining("longer than 3000 bytes");
    byte[] nul = "16 path=a\0/../b\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> unpack(new TestTar().add('x', "pax", nul, e -> {}).file("x", "")))
        .hasMessageContaining("NUL");
    byte[] nulTarget = "16 linkpath=\0/b\n".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(
            () -> unpack(new TestTar().add('x', "pax", nulTarget, e -> {}).symlink("x", "y")))
        .hasMessageContaining("NUL");
    assertThatThrownBy(() -> unpack(new TestTar().symlink("./", "/etc")))
        .hasMessageContaining("root directory is not a directory");
    assertThatThrownBy(() -> unpack(new TestTar().add('Z', "z", new byte[0], e -> {})))
        .hasMessageContaining("unknown tar type 'Z'");
    unpack(new TestTar().file("ü\n", "").file("d/".repeat(255) + "deep", "ok"));
    assertThat(stat("ü\n").isRegular()).isTrue();
    assertThat(PathBytes.encode("ü\n")).hasSize(3);
  }

  @Test
  void bombsAreBounded() {
    LayerLimits small = new LayerLimits(3, 1000);
    assertThatThrownBy(
            () ->
                unpack(
                    new TestTar().file("1", "").file("2", "").file("3", "").file("4", ""), small))
        .hasMessageContaining("more than 3 entries");
    assertThatThrownBy(
            () ->
                unpack(new TestTar().file("1", "x".repeat(600)).file("2", "x".repeat(600)), small))
        .hasMessageContaining("more than 1000 bytes");
  }
}
