package io.beanpod.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {
  @TempDir Path dir;

  @Test
  void removesDeepestFirst() throws IOException {
    Path top = dir.resolve("pod1");
    Files.createDirectories(top.resolve("web/inner/most"));
    Files.createDirectories(top.resolve("redis"));
    Directories.remove(top);
    assertThat(dir).isEmptyDirectory();
    Directories.remove(top); // gone is fine
  }

  @Test
  void aBusyOneIsNamedWithItsProcesses() throws IOException {
    new FakeCgroup(dir.resolve("pod1/web")).file("cgroup.procs", "41\n42\n");
    new FakeCgroup(dir.resolve("pod1")).file("cgroup.procs", "");
    long now = System.nanoTime();
    assertThatThrownBy(() -> Directories.remove(dir.resolve("pod1"), now))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("rmdir " + dir.resolve("pod1/web"))
        .hasMessageContaining("[41, 42]");
  }

  @Test
  void onlyWhatWasMadeIsTakenBack() throws IOException {
    Path old = Files.createDirectory(dir.resolve("old"));
    List<Path> made = new ArrayList<>();
    Directories.make(old, made);
    Directories.make(old.resolve("new"), made);
    assertThat(made).containsExactly(old.resolve("new"));
    IOException failure = new IOException("test");
    Directories.undo(made, failure);
    assertThat(old).isEmptyDirectory();
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @Test
  void aFileInTheWayIsAnError() throws IOException {
    Path file = Files.writeString(dir.resolve("beanpod"), "");
    assertThatThrownBy(() -> Directories.make(file, new ArrayList<>()))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining(file + " is not a directory");
    assertThatThrownBy(() -> Directories.make(dir.resolve("a/b"), new ArrayList<>()))
        .isInstanceOf(CgroupException.class)
        .hasMessageContaining("mkdir " + dir.resolve("a/b"));
  }
}
