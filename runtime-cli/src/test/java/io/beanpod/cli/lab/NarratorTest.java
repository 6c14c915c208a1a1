package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.Failure;
import io.beanpod.cli.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NarratorTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> ran = new ArrayList<>();
  private int status;
  private String namespace = "default";
  private Optional<String> root = Optional.empty();

  private Narrator narrator(boolean colour) {
    return new Narrator(
        new Output(out),
        words -> {
          ran.addAll(words);
          return status;
        },
        namespace,
        root,
        colour);
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void titlesAreNumberedAndParagraphsBroken() {
    Narrator narrator = narrator(false);
    narrator.title("First");
    narrator.say("word ".repeat(20).strip());
    narrator.title("Second");
    assertThat(told())
        .isEqualTo(
            "\n== 1. First\n"
                + "word ".repeat(16).strip()
                + "\nword word word word\n\n== 2. Second\n");
  }

  @Test
  void aFileIsShownWithTheCommandThatShowsIt() throws IOException {
    Path file = Files.writeString(directory.resolve("memory.max"), "104857600\n");
    narrator(false).cat(file);
    assertThat(told()).isEqualTo("$ cat " + file + "\n104857600\n");
  }

  @Test
  void aCommandIsShownAsAShellWantsIt() {
    narrator(false).beanpod("exec", "web", "--", "sh", "-c", "echo 'a b'");
    assertThat(told()).isEqualTo("$ beanpod exec web -- sh -c 'echo '\\''a b'\\'''\n");
    assertThat(ran).containsExactly("exec", "web", "--", "sh", "-c", "echo 'a b'");
  }

  @Test
  void anotherNamespaceIsTypedToo() {
    namespace = "class";
    narrator(false).beanpod("get", "pod", "web");
    assertThat(told()).isEqualTo("$ beanpod -n class get pod web\n");
  }

  @Test
  void anotherRootIsTypedToo() {
    root = Optional.of("/tmp/a b");
    assertThat(narrator(false).line("get", "pods")).isEqualTo("beanpod --root '/tmp/a b' get pods");
  }

  @Test
  void aCommandThatFailsEndsTheLab() {
    status = 3;
    assertThatThrownBy(() -> narrator(false).beanpod("get", "pod", "web"))
        .isInstanceOf(Failure.class)
        .hasMessage("'beanpod get pod web' ended with status 3");
  }

  @Test
  void coloursAreOnlyWhereTheyAreWanted() {
    narrator(true).command("true");
    assertThat(told()).isEqualTo("\033[36m$ true\033[0m\n");
  }
}
