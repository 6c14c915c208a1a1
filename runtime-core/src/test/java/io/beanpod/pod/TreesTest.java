package io.beanpod.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir Path temp;

  @Test
  void removesATreeWithAllThatIsInIt() throws IOException {
    Path tree = Files.createDirectories(temp.resolve("tree/a/b/c")).getParent().getParent();
    Files.writeString(tree.resolve("file"), "x");
    Files.writeString(tree.resolve("b/.hidden"), "x");
    Trees.delete(temp.resolve("tree"));
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void whatIsNotThereIsGone() throws IOException {
    Trees.delete(temp.resolve("nothing"));
    Trees.delete(temp.resolve("no/such/parent"));
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void symlinksAreRemovedAndNotFollowed() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path tree = Files.createDirectory(temp.resolve("tree"));
    Files.createSymbolicLink(tree.resolve("link"), outside);
    Files.createSymbolicLink(tree.resolve("file"), outside.resolve("precious"));
    Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));
    Trees.delete(tree);
    assertThat(tree).doesNotExist();
    assertThat(outside.resolve("precious")).hasContent("x");
  }

  @Test
  void aSymlinkInPlaceOfTheTreeIsRemovedItself() throws IOException {
    Path outside = Files.createDirectory(temp.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path link = Files.createSymbolicLink(temp.resolve("tree"), outside);
    Trees.delete(link);
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(outside.resolve("precious")).hasContent("x");
  }

  /** Deeper than this process has descriptors for, or a path has bytes. */
  @Test
  void anyDepth() throws IOException {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    Fd dir = Fd.open(tree.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
    for (int i = 0; i < 5_000; i++) {
      At.mkdirat(dir, "d", 0755);
      Fd below = At.openat2(dir, "d", Fd.O_PATH | Fd.O_DIRECTORY, 0, 0);
      dir.close();
      dir = below;
    }
    dir.close();
    Trees.delete(tree);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void namesThatAreNoText() throws IOException {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    try (Fd dir = Fd.open(tree.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      At.mkdirat(dir, "line\nbreak \u00e9", 0755);
      At.mknodat(dir, "-rf *", 0100644, 0, 0);
    }
    Trees.delete(tree);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void moreEntriesThanOneReadOfTheDirectoryGives() throws IOException {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    for (int i = 0; i < 5000; i++) {
      Files.createFile(tree.resolve("file-with-a-rather-long-name-" + i));
    }
    Trees.delete(tree);
    assertThat(temp).isEmptyDirectory();
  }

  /** More than one buffer has room for: they are removed while they are read. */
  @Test
  void anyNumberOfNames() throws IOException {
    Path tree = Files.createDirectory(temp.resolve("tree"));
    for (int i = 0; i < 5_000; i++) {
      Files.createFile(tree.resolve("a-file-of-many-" + i));
    }
    for (int i = 0; i < 500; i++) {
      Files.createFile(Files.createDirectory(tree.resolve("directory-" + i)).resolve("f"));
    }
    Trees.delete(tree);
    assertThat(temp).isEmptyDirectory();
  }
}
