package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code exec -t} on a real terminal, which script(1) provides. */
class TerminalTest extends PodTest {

  @BeforeEach
  void launch() {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")), "skipped: no script(1) to make a terminal");
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
  }

  /**
   * What a shell script prints on a terminal of its own; {@code $B} is the launcher. Its keyboard
   * is a FIFO without an end: script would type that of a pipe at any moment.
   */
  private Ran onTerminal(String script) {
    return beanpod.other(
        "sh",
        "-c",
        "[ -p \"$0\" ] || mkfifo \"$0\"; exec script -qec \"$1\" /dev/null <>\"$0\"",
        root.resolve("keyboard").toString(),
        "B=" + Beanpod.launcher() + "; " + script);
  }

  private static String firstLine(Ran ran) {
    return ran.ok().lines().findFirst().orElse("").strip();
  }

  @Test
  void theCommandHasATerminal() {
    Ran ran = onTerminal("$B exec -it web -- tty");
    assertThat(firstLine(ran)).matches("/dev/(pts/\\d+|console)");
    assertThat(beanpod.run("exec", "web", "--", "tty").out()).contains("not a tty");
  }

  @Test
  void itsWindowIsAsLargeAsTheUsers() {
    Ran ran = onTerminal("stty rows 33 cols 77; $B exec -it web -- stty size");
    assertThat(firstLine(ran)).isEqualTo("33 77");
  }

  @Test
  void itsWindowFollowsTheUsers() {
    String inside =
        "trap 'stty size; exit 5' WINCH; stty size; touch /tmp/ready; while :; do sleep 0.05; done";
    Ran ran =
        onTerminal(
            "stty rows 33 cols 77; $B exec -t web -- sh -c \""
                + inside
                + "\" & until $B exec web -- ls /tmp/ready >/dev/null 2>&1; do :; done;"
                + " stty rows 44 cols 99 </dev/tty; wait $!");
    assertThat(ran.out()).contains("33 77").contains("44 99");
    assertThat(ran.status()).as("%s", ran).isEqualTo(5);
  }

  @Test
  void exitStatusIsTheCommands() {
    assertThat(onTerminal("$B exec -it web -- sh -c 'exit 42'").status()).isEqualTo(42);
  }

  @Test
  void theUsersTerminalIsRestored() {
    Ran ran =
        onTerminal(
            "before=$(stty -g); $B exec -it web -- true; $B exec -it web -- no-such;"
                + " [ \"$before\" = \"$(stty -g)\" ] && echo restored");
    assertThat(ran.out()).contains("restored");
  }

  @Test
  void theInterruptKeyReachesTheCommand() throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "script",
            "-qec",
            Beanpod.launcher()
                + " exec -it web -- sh -c 'trap \"exit 7\" INT; echo ready;"
                + " while :; do sleep 0.05; done'",
            "/dev/null");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("BEANPOD_ROOT", root.toString());
    Process script = builder.start();
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf("ready") < 0) {
      int c = script.getInputStream().read();
      assertThat(c).as("end of output after: " + seen).isNotNegative();
      seen.append((char) c);
    }
    OutputStream keys = script.getOutputStream();
    keys.write("\u0003".getBytes(StandardCharsets.US_ASCII));
    keys.flush();
    assertThat(script.waitFor()).isEqualTo(7);
  }

  @Test
  void withoutATerminalOfTheUserItStillIsOne() {
    Ran ran = beanpod.run("exec", "-t", "web", "--", "tty");
    assertThat(ran.out()).contains("/dev/");
  }
}
