package io.beanpod.cli.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.FullParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourcesTest {
  @TempDir private Path directory;

  private static Map<String, String> data(String... words) throws IOException {
    Definition definition = Definition.of("x", "", "", DataSources.flags(), List.of());
    Arguments arguments = (Arguments) FullParser.parse(definition, List.of(words));
    Map<String, String> texts = new LinkedHashMap<>();
    DataSources.of("x", arguments)
        .forEach((key, value) -> texts.put(key, new String(value, StandardCharsets.UTF_8)));
    return texts;
  }

  @Test
  void filesAreCalledAsTheyAreOrOtherwise() throws IOException {
    Path file = Files.writeString(directory.resolve("a.txt"), "text\n");
    assertThat(data("--from-file", file.toString())).isEqualTo(Map.of("a.txt", "text\n"));
    assertThat(data("--from-file", "b=" + file)).isEqualTo(Map.of("b", "text\n"));
  }

  @Test
  void ofADirectoryComeTheFilesWhoseNamesAreKeys() throws IOException {
    Files.writeString(directory.resolve("a"), "1");
    Files.writeString(directory.resolve("b c"), "2");
    Files.createDirectory(directory.resolve("d"));
    assertThat(data("--from-file", directory.toString())).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void literalsLoseTheirQuotes() throws IOException {
    assertThat(data("--from-literal", "a=\"b=c\"", "--from-literal=d="))
        .isEqualTo(Map.of("a", "b=c", "d", ""));
  }

  @Test
  void envFilesHaveLines() throws IOException {
    Path file =
        Files.writeString(directory.resolve("e"), "# no\n\n  A=1\nB='x y'\nPATH\nNOT_SET_HERE\n");
    assertThat(data("--from-env-file", file.toString()))
        .isEqualTo(
            Map.of("A", "1", "B", "'x y'", "PATH", System.getenv("PATH"), "NOT_SET_HERE", ""));
  }

  @Test
  void noMessageHasAPieceOfAValue() throws IOException {
    Path file = Files.writeString(directory.resolve("e"), "KEY=-----BEGIN\nMII+hunter2/x\n");
    assertThatThrownBy(() -> data("--from-env-file", file.toString()))
        .hasMessage(file + ": line 2: not KEY=VALUE with a valid key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from-literal=hunter2|invalid literal source, expected key=value",
        "--from-literal==secret|invalid literal source, expected key=value",
        "--from-file==b|key name for file path b missing",
        "--from-file=a=|file path for key name a missing",
        "--from-file=a=b=c|key names or file paths cannot contain '='",
        "--from-file=/nowhere/at/all|error reading /nowhere/at/all: no such file or directory",
        "--from-literal=a/b=c|\"a/b\" is not a valid key name: a valid config key must consist of",
        "--from-literal=a=1 --from-literal=a=2|cannot add key \"a\", another key by that name",
        "--from-literal=a=1 --from-env-file=b|from-env-file cannot be combined with from-file or",
      })
  void refuses(String line, String message) {
    assertThatThrownBy(() -> data(line.split(" "))).hasMessageStartingWith(message);
  }
}
