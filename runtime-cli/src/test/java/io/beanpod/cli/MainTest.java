package io.beanpod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.cli.PodFixture.Result;
import io.beanpod.cli.args.Definition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MainTest {
  @TempDir Path dir;

  private Result run(String... args) {
    return new PodFixture(dir).run(args);
  }

  static Iterable<String> commands() {
    return Registry.NAMES;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithAnExample(String command) {
    String line = command + " --help";
    Result result = run(line.split(" "));
    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    Definition definition = Registry.find(command).orElseThrow().definition();
    assertThat(definition.name()).isEqualTo(command);
    assertThat(result.out()).contains("Example").contains("--root").contains(definition.summary());
    assertThat(definition.examples())
        .isNotEmpty()
        .allSatisfy(example -> assertThat(example).contains("beanpod " + command));
    assertThat(run("help", command.split(" ")[0]).status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandRefusesAnUnknownFlag(String command) {
    String line = command + " --no-such-flag";
    assertThat(run(line.split(" ")))
        .isEqualTo(
            new Result(
                2,
                "",
                "error: unknown flag: --no-such-flag (see 'beanpod " + command + " --help')\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gte pods|error: unknown command: gte; did you mean get? (see 'beanpod --help')",
        "image rmm|error: unknown command: image rmm; did you mean image rm? (see 'beanpod image"
            + " --help')",
        "create deployment web|error: there is no create deployment; write a manifest: create -f FILE, or"
            + " create configmap, secret or namespace (see 'beanpod create --help')",
        "create configmap|error: exactly one NAME is required, got 0 (see 'beanpod create configmap"
            + " --help')",
        "-x|error: unknown flag: -x (see 'beanpod --help')",
        "apply web.yaml|error: a file needs -f before it: -f web.yaml (see 'beanpod apply --help')",
        "apply|error: say what to apply: -f FILE (see 'beanpod apply --help')",
        "exec web ls|error: put -- before the command: exec web -- ls (see 'beanpod exec --help')",
        "exec web --|error: say which command, after -- (see 'beanpod exec --help')",
        "exec -- ls|error: say which pod, before -- (see 'beanpod exec --help')",
        "inspect|error: say which pod (see 'beanpod inspect --help')",
        "inspect web -o yaml|error: unknown output format: yaml; there is json (see 'beanpod"
            + " inspect --help')",
        "image import x|error: say what to call the image: --tag NAME (see 'beanpod image import"
            + " --help')",
        "image rm|error: say which images (see 'beanpod image rm --help')",
        "version now|error: version takes no words: now (see 'beanpod version --help')",
      })
  void wrongUsageGetsOneLineAndStatusTwo(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(new Result(2, "", message + "\n"));
  }

  @Test
  void withoutACommandListsThem() {
    assertThat(run().out())
        .startsWith("beanpod COMMAND\n")
        .contains("\n\nLook:\n  get ")
        .contains("  image import ")
        .contains("  version ");
    assertThat(run("--help")).isEqualTo(run());
    assertThat(run("help")).isEqualTo(run());
    assertThat(run("image").out()).contains("  image ls ").doesNotContain("describe", "version");
  }

  @Test
  void globalFlagsMayStandBeforeTheCommand() {
    assertThat(run("-n", "get", "get", "pods").err())
        .isEqualTo("No resources found in get namespace.\n");
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("../pom.xml")))
        .contains("<version>" + VersionCommand.VERSION + "</version>");
    assertThat(run("version").out())
        .contains("beanpod   " + VersionCommand.VERSION + "\n")
        .contains("cgroups ");
  }

  /** What a message names may be a container's, an image's or a manifest's. */
  @Test
  void messagesCannotSteerTheTerminal() {
    Result result = run("no\u001b[2Jsuch");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("no^[[2Jsuch").doesNotContain("\u001b");
  }

  @Test
  void aFullDiskIsNotHidden() {
    assertThat(failingOutput("No space left on device"))
        .isEqualTo(
            new Result(1, "", "error: cannot write to standard output: No space left on device\n"));
  }

  @Test
  void aReaderThatWentAwayEndsTheCommandQuietly() {
    assertThat(failingOutput("Broken pipe")).isEqualTo(new Result(141, "", ""));
  }

  private static Result failingOutput(String reason) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(reason);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(new Output(full), Output.ofMessages(err), "--help");
    return new Result(status, "", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"'Name:\tx\nUid:\t1000\t0\t0\t0\nGid:\t5\t5\t5\t5\n',0", "'Name:\tx\n',''"})
  void readsTheEffectiveUser(String status, String uid) {
    assertThat(Caller.effectiveUid(status)).isEqualTo(uid);
  }

  @Test
  void fileProblemsSayWhatAndWhy() {
    assertThat(FileProblem.of(new NoSuchFileException("/x"), true))
        .isEqualTo("/x: no such file or directory");
    assertThat(FileProblem.of(new AccessDeniedException("/x"), false))
        .isEqualTo("/x: permission denied; beanpod needs root: run it with sudo");
    assertThat(FileProblem.of(new AccessDeniedException("/x"), true))
        .isEqualTo("/x: permission denied");
    assertThat(FileProblem.of(new FileSystemException("/x", null, "Input/output error"), true))
        .isEqualTo("/x: Input/output error");
  }
}
