package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against du(1), which asks the same file system. */
class DiskUsageTest {
  @TempDir Path dir;
  private Path tree;

  @BeforeEach
  void tree() throws IOException {
    tree = Files.createDirectories(dir.resolve("tree"));
    Files.write(Files.createDirectories(tree.resolve("a/b c")).resolve("file"), new byte[300_000]);
    Files.write(tree.resolve("small"), new byte[1]);
  }

  private void sameAsDu() throws Exception {
    Process du = new ProcessBuilder("du", "-s", "--block-size=1", tree.toString()).start();
    String line = du.inputReader().readLine();
    assertThat(DiskUsage.of(tree)).isEqualTo(Long.parseLong(line.substring(0, line.indexOf('\t'))));
  }

  @Test
  void filesAndDirectories() throws Exception {
    assertThat(DiskUsage.of(tree)).isBetween(300_000L, 400_000L);
    sameAsDu();
  }

  @Test
  void holesTakeNoRoom() throws Exception {
    try (RandomAccessFile sparse = new RandomAccessFile(tree.resolve("sparse").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertThat(DiskUsage.of(tree)).isLessThan(400_000);
    sameAsDu();
  }

  @Test
  void aFileOfManyNamesCountsOnce() throws Exception {
    long before = DiskUsage.of(tree);
    Files.createLink(tree.resolve("link"), tree.resolve("a/b c/file"));
    assertThat(DiskUsage.of(tree)).isLessThan(before + 100_000);
    sameAsDu();
  }

  @Test
  void symlinksAreNotFollowed() throws Exception {
    Path outside = Files.createDirectory(dir.resolve("outside"));
    Files.write(outside.resolve("large"), new byte[5_000_000]);
    Files.createSymbolicLink(tree.resolve("out"), outside);
    assertThat(DiskUsage.of(tree)).isLessThan(400_000);
    sameAsDu();
    Files.createSymbolicLink(dir.resolve("top"), outside);
    assertThatThrownBy(() -> DiskUsage.of(dir.resolve("top"))).isInstanceOf(SyscallException.class);
  }

  @Test
  void whatIsNestedDeeperThanAPathMayBeLongCountsToo() throws Exception {
    String name = "n".repeat(200);
    String script = "i=0; while [ $i -lt 50 ]; do mkdir NAME; cd -P NAME; i=$((i+1)); done";
    String write = "; head -c 700000 /dev/zero > deepest";
    Process sh =
        new ProcessBuilder("bash", "-c", script.replace("NAME", name) + write)
            .directory(tree.toFile())
            .inheritIO()
            .start();
    assertThat(sh.waitFor()).isZero();
    assertThat(DiskUsage.of(tree)).isGreaterThan(1_000_000);
    sameAsDu();
    // What a temporary directory is removed by can't go so deep.
    assertThat(new ProcessBuilder("rm", "-rf", tree.toString()).start().waitFor()).isZero();
    assertThat(DiskUsage.of(tree)).isZero();
  }

  @Test
  void namesThatAreManyAndDirectoriesAmongThem() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Files.createFile(tree.resolve("a/a-name-of-which-a-page-has-some-tens-only-" + i));
      if (i % 20 == 0) {
        Files.write(
            Files.createDirectory(tree.resolve("a/directory-" + i)).resolve("f"), new byte[5_000]);
      }
    }
    assertThat(DiskUsage.of(tree)).isGreaterThan(800_000);
    sameAsDu();
  }

  @Test
  void aFileCountsByThePartOfItsNamesThatIsHere() throws Exception {
    Path file = Files.write(dir.resolve("outside"), new byte[1 << 20]);
    long before = DiskUsage.of(tree);
    Files.createLink(tree.resolve("one"), file);
    assertThat(DiskUsage.of(tree)).isBetween(before + (1 << 19), before + (1 << 19) + 100_000);
  }
}
