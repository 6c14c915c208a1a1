package io.beanpod.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsersTest {
  private static final Definition DEFINITION =
      Definition.of(
          "try",
          "POD",
          "Try it",
          List.of(
              Flag.value("container", 'c', "CONTAINER", "Which one"),
              Flag.value("filename", 'f', "FILE", "Which file"),
              Flag.value("tail", Flag.NO_LETTER, "N", "100% of it"),
              Flag.toggle("stdin", 'i', "Input"),
              Flag.toggle("tty", 't', "Terminal"),
              Flag.toggle("wait", Flag.NO_LETTER, "Wait")),
          List.of("beanpod try web"));

  private static List<String> words(String line) {
    return line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));
  }

  /** The one definition of what well-formed means: both parsers must read the same out of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "web",
        "web -it",
        "-it web",
        "-ti web -c a",
        "-c a web",
        "-ca web",
        "-c=a web",
        "-itc a web",
        "-itca web",
        "--container a web",
        "--container=a web",
        "--container= web",
        "--container=a=b web",
        "-c a -c b",
        "-f one -f two --filename=three",
        "-f -",
        "web db -n prod",
        "--tail 20 web",
        "--tail -1 web",
        "--wait web",
        "--wait=false web",
        "--wait=true web",
        "--wait=false --wait",
        "-i=false web",
        "web --",
        "web -- ls -l --help",
        "-it web -- sh -c x",
        "web -- a -- b",
        "--root /tmp/x web -",
      })
  void bothParsersAgree(String line) {
    Arguments quick = QuickParser.parse(DEFINITION, words(line)).orElseThrow();
    assertThat(FullParser.parse(DEFINITION, words(line)).toString()).isEqualTo(quick.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--foo web|unknown flag: --foo (see",
        "--foo=1 web|unknown flag: --foo (see",
        "--tial=3|unknown flag: --tial; did you mean --tail? (see 'beanpod try --help')",
        "-x web|unknown flag: -x (see",
        "web --tail|flag needs an argument: --tail (see",
        "web -c|flag needs an argument: --container (see",
        "--wait=maybe|--wait is true or false, not 'maybe' (see",
      })
  void mistakesGetOneHelpfulLine(String line, String message) {
    assertThat(QuickParser.parse(DEFINITION, words(line))).isEmpty();
    assertThatThrownBy(() -> FullParser.parse(DEFINITION, words(line)))
        .isInstanceOf(UsageError.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "web -h", "web -c a --help"})
  void helpIsForTheFullParser(String line) {
    assertThat(QuickParser.parse(DEFINITION, words(line))).isEmpty();
    assertThat(FullParser.parse(DEFINITION, words(line)))
        .isInstanceOfSatisfying(
            Parsed.Help.class,
            help ->
                assertThat(help.text())
                    .contains("beanpod try POD")
                    .contains("Try it.")
                    .contains("100% of it")
                    .contains("--namespace")
                    .contains("beanpod try web"));
  }

  @Test
  void knowsWhatStoodAfterTheDashes() {
    Arguments arguments =
        QuickParser.parse(DEFINITION, words("web -c a -c b --wait=false -- ls -c x")).orElseThrow();
    assertThat(arguments.words()).containsExactly("web");
    assertThat(arguments.afterDashes()).containsExactly("ls", "-c", "x");
    assertThat(arguments.allWords()).containsExactly("web", "ls", "-c", "x");
    assertThat(arguments.value("container")).contains("b");
    assertThat(arguments.values("container")).containsExactly("a", "b");
    assertThat(arguments.on("wait", true)).isFalse();
    assertThat(arguments.on("stdin")).isFalse();
    assertThat(arguments.on("tty", true)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"gte,get", "descibe,describe", "log,logs", "image,''", "x,''", "kubectl,''"})
  void findsTheWordThatWasMeant(String typed, String meant) {
    assertThat(Similar.to(typed, List.of("get", "describe", "logs", "delete")).orElse(""))
        .isEqualTo(meant);
  }
}
