package io.beanpod.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicWriterTest {
  private static final Instant NOW = Instant.parse("2026-11-21T02:39:57Z");

  @TempDir Path volume;
  private AtomicWriter writer;

  @BeforeEach
  void open() {
    writer = new AtomicWriter(volume, top -> {});
  }

  @Test
  void theLayoutIsThatOfKubernetes() throws IOException {
    assertThat(writer.write(files("a", "1", "d/b", "2", "d/e/c", "3"), NOW)).isTrue();

    String data = Files.readSymbolicLink(volume.resolve("..data")).toString();
    assertThat(data).matches("\\.\\.2026_11_21_02_39_57\\.[0-9]+");
    assertThat(entries()).containsExactlyInAnyOrder("..data", data, "a", "d");
    assertThat(Files.readSymbolicLink(volume.resolve("a"))).hasToString("..data/a");
    assertThat(Files.readSymbolicLink(volume.resolve("d"))).hasToString("..data/d");
    assertThat(content())
        .containsExactly(Map.entry("a", "1"), Map.entry("d/b", "2"), Map.entry("d/e/c", "3"));
    assertThat(permissions(data)).isEqualTo("rwxr-xr-x");
    assertThat(permissions(data + "/d/e")).isEqualTo("rwxr-xr-x");
  }

  @Test
  void whatChangesChangesTogether() throws IOException {
    writer.write(files("a", "1", "b", "1"), NOW);
    String before = Files.readSymbolicLink(volume.resolve("..data")).toString();
    Path held = volume.resolve(before).resolve("a");

    assertThat(writer.write(files("b", "2", "c", "2"), NOW)).isTrue();

    String after = Files.readSymbolicLink(volume.resolve("..data")).toString();
    assertThat(after).isNotEqualTo(before);
    assertThat(entries()).containsExactlyInAnyOrder("..data", after, "b", "c");
    assertThat(held).doesNotExist();
    assertThat(content()).containsExactly(Map.entry("b", "2"), Map.entry("c", "2"));
  }

  @Test
  void nothingIsWrittenWhereNothingChanges() throws IOException {
    writer.write(files("a", "1", "d/b", "2"), NOW);
    Path before = Files.readSymbolicLink(volume.resolve("..data"));

    assertThat(writer.write(files("d/b", "2", "a", "1"), NOW.plusSeconds(60))).isFalse();
    assertThat(Files.readSymbolicLink(volume.resolve("..data"))).isEqualTo(before);

    for (Map<String, FileContent> other :
        List.of(files("a", "1"), files("a", "1", "d/b", "3"), files("a", "1", "d/c", "2"))) {
      assertThat(writer.write(other, NOW)).isTrue();
      assertThat(content()).hasSize(other.size());
    }
  }

  @Test
  void whatAWriterHasNotFinishedIsFinishedByTheNext() throws IOException {
    writer.write(files("a", "1", "b", "2"), NOW);
    Files.delete(volume.resolve("b"));
    Files.createSymbolicLink(volume.resolve("old"), Path.of("..data/old"));
    Files.createDirectory(volume.resolve("..2026_11_21_02_39_56.1"));

    assertThat(writer.write(files("a", "1", "b", "2"), NOW)).isFalse();
    String data = Files.readSymbolicLink(volume.resolve("..data")).toString();
    assertThat(entries()).containsExactlyInAnyOrder("..data", data, "a", "b");
  }

  @Test
  void aDirectoryOfASubPathStaysUntilItsNameIsAFiles() throws IOException {
    writer.write(files("a", "1"), NOW);
    Files.createDirectory(volume.resolve("late"));

    writer.write(files("a", "2"), NOW);
    assertThat(volume.resolve("late")).isDirectory();
    writer.write(files("a", "2", "late", "3"), NOW);
    assertThat(content()).containsExactly(Map.entry("a", "2"), Map.entry("late", "3"));
    assertThat(Files.readSymbolicLink(volume.resolve("late"))).hasToString("..data/late");
  }

  @Test
  void nothingAtAllIsContentToo() throws IOException {
    assertThat(writer.write(Map.of(), NOW)).isTrue();
    assertThat(writer.write(Map.of(), NOW)).isFalse();
    writer.write(files("a", "1"), NOW);
    assertThat(writer.write(Map.of(), NOW)).isTrue();
    assertThat(entries()).hasSize(2);
  }

  @Test
  void modesAreAsAskedWhateverTheUmask() throws IOException {
    writer.write(
        Map.of(
            "a", new FileContent(bytes("1"), 0400),
            "b", new FileContent(bytes("1"), 0777),
            "c", new FileContent(bytes("1"), 0)),
        NOW);
    assertThat(permissions("..data/a")).isEqualTo("r--------");
    assertThat(permissions("..data/b")).isEqualTo("rwxrwxrwx");
    assertThat(permissions("..data/c")).isEqualTo("---------");
  }

  @Test
  void bytesAreKeptAsTheyAre() throws IOException {
    byte[] all = new byte[300_000];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31 >> 3);
    }
    writer.write(Map.of("raw", new FileContent(all, 0644)), NOW);
    assertThat(Files.readAllBytes(volume.resolve("raw"))).isEqualTo(all);
    assertThat(writer.write(Map.of("raw", new FileContent(all.clone(), 0644)), NOW)).isFalse();
    all[299_999]++;
    assertThat(writer.write(Map.of("raw", new FileContent(all, 0644)), NOW)).isTrue();
  }

  @Test
  void whoItBelongsToIsSettledBeforeAnybodySeesIt() throws IOException {
    List<List<String>> seen = new ArrayList<>();
    AtomicWriter owned = new AtomicWriter(volume, top -> seen.add(visible()));
    owned.write(files("a", "1"), NOW);
    owned.write(files("a", "2", "b", "2"), NOW);
    assertThat(seen).containsExactly(List.of(), List.of("a=1"));
  }

  @Test
  void aFailureLeavesTheOldFilesAndNothingElse() throws IOException {
    writer.write(files("a", "1"), NOW);
    List<String> before = entries();
    AtomicWriter failing =
        new AtomicWriter(
            volume,
            top -> {
              throw new SyscallException("fchownat", 30, "");
            });
    assertThatThrownBy(() -> failing.write(files("a", "2", "b", "2"), NOW))
        .isInstanceOf(SyscallException.class);
    assertThat(entries()).isEqualTo(before);
    assertThat(content()).containsExactly(Map.entry("a", "1"));
    // A file where a directory is wanted.
    assertThatThrownBy(() -> writer.write(files("a", "2", "a/b", "2"), NOW))
        .isInstanceOf(IOException.class);
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void whatAKilledOneHasLeftIsRemoved() throws IOException {
    writer.write(files("a", "1"), NOW);
    Files.createDirectories(volume.resolve("..2026_11_21_02_39_58.7/d"));
    Files.writeString(volume.resolve("..2026_11_21_02_39_58.7/d/half"), "h");
    Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2026_11_21_02_39_58.7"));
    writer.write(files("a", "2"), NOW);
    String data = Files.readSymbolicLink(volume.resolve("..data")).toString();
    assertThat(entries()).containsExactlyInAnyOrder("..data", data, "a");
    assertThat(content()).containsExactly(Map.entry("a", "2"));
  }

  @Test
  void noPathLeadsOut() throws IOException {
    Path outside = volume.resolveSibling("outside-" + volume.getFileName());
    assertThatThrownBy(() -> writer.write(files("../" + outside.getFileName(), "1"), NOW))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> writer.write(files(outside.toString(), "1"), NOW))
        .isInstanceOf(IOException.class);
    assertThat(outside).doesNotExist();
  }

  private static Map<String, FileContent> files(String... pathsAndTexts) {
    Map<String, FileContent> files = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], new FileContent(bytes(pathsAndTexts[i + 1]), 0644));
    }
    return files;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> paths = Files.list(volume)) {
      return paths.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /** As a program sees it that reads through the visible names. */
  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (String entry : entries()) {
      if (!entry.startsWith("..")) {
        try (Stream<Path> below = Files.walk(volume.resolve(entry).toRealPath())) {
          Path data = volume.resolve("..data").toRealPath();
          for (Path file : below.filter(Files::isRegularFile).toList()) {
            content.put(data.relativize(file).toString(), Files.readString(file));
          }
        }
      }
    }
    return content;
  }

  private List<String> visible() {
    try {
      return content().entrySet().stream().map(Object::toString).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(volume.resolve(name)));
  }
}
