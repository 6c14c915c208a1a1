package io.beanpod.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorTest {
  @TempDir Path dir;

  @Test
  void theUsersOwnComesFirst() {
    assertThat(Editor.of(Map.of("KUBE_EDITOR", "code -w", "EDITOR", "vim")).command())
        .isEqualTo("code -w");
    assertThat(Editor.of(Map.of("KUBE_EDITOR", "", "EDITOR", "vim")).command()).isEqualTo("vim");
  }

  @Test
  void elseWhatIsThere() throws IOException {
    Map<String, String> path = Map.of("PATH", "/nowhere::" + dir);
    assertThatThrownBy(() -> Editor.of(path))
        .isInstanceOf(Failure.class)
        .hasMessage("edit: neither vi nor nano is there; name your editor: EDITOR=...");
    assertThat(Files.createFile(dir.resolve("nano")).toFile().setExecutable(true)).isTrue();
    assertThat(Editor.of(path).command()).isEqualTo("nano");
    assertThat(Files.createFile(dir.resolve("vi")).toFile().setExecutable(true)).isTrue();
    assertThat(Editor.of(path).command()).isEqualTo("vi");
  }

  @Test
  void isACommandOfTheShell() throws IOException {
    Path file = Files.writeString(dir.resolve("a file"), "one\n");
    new Editor("sed -i -e 's/one/two words/'").open(file);
    assertThat(file).hasContent("two words\n");
    assertThatThrownBy(() -> new Editor("exit 3;").open(file))
        .isInstanceOf(Failure.class)
        .hasMessage("there was a problem with the editor \"exit 3;\": exit status 3");
  }
}
