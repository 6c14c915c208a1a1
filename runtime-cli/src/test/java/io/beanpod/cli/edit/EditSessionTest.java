package io.beanpod.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Failure;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditSessionTest {
  private static final String ORIGINAL = "kind: Pod\nspec:\n  a: 1\n";

  @TempDir Path dir;
  private final Deque<UnaryOperator<String>> edits = new ArrayDeque<>();
  private final List<String> opened = new ArrayList<>();
  private final List<Map<String, Object>> saved = new ArrayList<>();
  private Path file;

  @BeforeEach
  void aFile() throws IOException {
    file = Files.createFile(dir.resolve("edit.yaml"));
  }

  private void edit(String from, String to) {
    edits.add(text -> text.replace(from, to));
  }

  private EditSession.Ending run() throws IOException {
    return new EditSession(ObjectKind.POD, "web", file, this::open, this::save).run(ORIGINAL);
  }

  private void open(Path path) throws IOException {
    String text = Files.readString(path);
    opened.add(text);
    Files.writeString(path, edits.remove().apply(text));
  }

  private boolean save(Map<String, Object> tree) throws IOException {
    saved.add(tree);
    if (tree.toString().contains("bad")) {
      throw new InvalidManifest(
          "pod/web", List.of(new Problem("spec.a", "no"), new Problem("spec.b", "neither")));
    }
    if (tree.toString().contains("full")) {
      throw new IOException("no space left");
    }
    return !tree.toString().contains("same");
  }

  @Test
  void whatWasChangedIsSaved() throws IOException {
    edit("a: 1", "a: 2");
    assertThat(run()).isEqualTo(EditSession.Ending.SAVED);
    assertThat(saved).containsExactly(Map.of("kind", "Pod", "spec", Map.of("a", 2L)));
    assertThat(opened.get(0))
        .startsWith("# Please edit the object below. Lines beginning with a '#' will be ignored,\n")
        .endsWith("# reopened with the relevant failures.\n#\n" + ORIGINAL);
    assertThat(file).doesNotExist();
  }

  @Test
  void noChangeAndAnEmptyFileCancel() throws IOException {
    edit("#\n", "# mine\n");
    assertThat(run()).isEqualTo(EditSession.Ending.UNCHANGED);
    assertThat(saved).isEmpty();
    assertThat(file).doesNotExist();
    edit(ORIGINAL, "\n");
    assertThat(run()).isEqualTo(EditSession.Ending.EMPTY);
    assertThat(saved).isEmpty();
    edit("a: 1", "a: same");
    assertThat(run()).isEqualTo(EditSession.Ending.UNCHANGED);
  }

  @Test
  void whatIsNotValidIsOpenedAgainWithTheReasons() throws IOException {
    edit("a: 1", "a: [");
    edit("a: [", "a: bad");
    edit("a: bad", "a: 3");
    assertThat(run()).isEqualTo(EditSession.Ending.SAVED);
    assertThat(opened.get(1)).contains("#\n# The edited file had a syntax error: line ");
    assertThat(opened.get(2))
        .endsWith(
            "#\n# pods \"web\" was not valid:\n# * spec.a: no\n# * spec.b: neither\n#\n"
                + ORIGINAL.replace("a: 1", "a: bad"));
    assertThat(saved).hasSize(2);
  }

  @Test
  void givingUpKeepsTheFileAndNamesIt() throws IOException {
    edit("a: 1", "a: bad");
    edits.add(text -> text);
    assertThatThrownBy(this::run)
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("Edit cancelled, no valid changes were saved.\n")
        .hasMessageEndingWith("A copy of your changes has been stored to \"" + file + "\"");
    assertThat(file).content().contains("a: bad");
  }

  @Test
  void aFailureToStoreKeepsTheFileToo() throws IOException {
    edit("a: 1", "a: full");
    assertThatThrownBy(this::run)
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("pod/web: no space left\n")
        .hasMessageContaining(file.toString());
    assertThat(file).content().contains("a: full");
  }
}
