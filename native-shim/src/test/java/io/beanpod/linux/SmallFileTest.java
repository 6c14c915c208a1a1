package io.beanpod.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFileTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4095, 4096, 4097, 8192, 100_000})
  void readsAllOfIt(int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    Path file = Files.write(dir.resolve("file"), content);
    assertThat(SmallFile.read(file)).isEqualTo(content);
  }

  @Test
  void readsFilesWhoseSizeTheKernelDoesNotTell() throws IOException {
    assertThat(new String(SmallFile.read(Path.of("/proc/self/stat")), StandardCharsets.UTF_8))
        .contains("(")
        .endsWith("\n");
  }

  @Test
  void tellsByTheTypeWhyAFileCannotBeRead() {
    assertThatThrownBy(() -> SmallFile.read(dir.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(dir.resolve("none").toString());
    assertThatThrownBy(() -> SmallFile.read(dir))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(FileSystemException.class)
        .hasMessageContaining("Is a directory");
  }
}
