package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirentsTest {
  private static final int SMALLEST = 280;

  @TempDir Path temp;
  private final List<String> made = new ArrayList<>();

  @BeforeEach
  void names() throws Exception {
    made.add("x".repeat(255));
    for (int i = 0; i < 500; i++) {
      made.add("file-" + i);
    }
    for (String name : made) {
      Files.createFile(temp.resolve(name));
    }
    Files.createDirectory(temp.resolve("directory"));
    made.add("directory");
  }

  private Fd open() throws SyscallException {
    return Fd.open(temp.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
  }

  @Test
  void eachNameOnceWhateverTheBuffer() throws Exception {
    for (int size : new int[] {SMALLEST, 65_536}) {
      List<String> read = new ArrayList<>();
      List<String> directories = new ArrayList<>();
      try (Fd dir = open();
          Dirents entries = new Dirents(dir, size)) {
        for (Optional<String> name = entries.next(); name.isPresent(); name = entries.next()) {
          read.add(name.get());
          if (entries.isDirectory(name.get())) {
            directories.add(name.get());
          }
        }
        assertThat(entries.next()).isEmpty();
      }
      assertThat(read).containsExactlyInAnyOrderElementsOf(made);
      assertThat(directories).containsExactly("directory");
    }
  }

  @Test
  void goesOnByAnotherDescriptor() throws Exception {
    List<String> read = new ArrayList<>();
    boolean more = true;
    for (long offset = 0; more; ) {
      try (Fd dir = open();
          Dirents entries = new Dirents(dir, 4096)) {
        entries.seek(offset);
        Optional<String> name = entries.next();
        more = name.isPresent();
        name.ifPresent(read::add);
        offset = entries.offset();
      }
    }
    assertThat(read).containsExactlyInAnyOrderElementsOf(made);
  }
}
