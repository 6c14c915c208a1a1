package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Standard input and terminals of containers, and {@code attach}. */
class AttachTest extends PodTest {
  private static final String ECHO =
      "while read line; do echo got $line; [ $line = end ] && exit; done; echo eof; sleep 1000";

  private static Manifest once(String script) {
    return Manifest.pod("web").spec("restartPolicy", "Never").script("one", script);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void type(Process process, String text) throws IOException {
    OutputStream stdin = process.getOutputStream();
    stdin.write(bytes(text));
    stdin.flush();
  }

  private static void expect(Process process, String text) throws IOException {
    byte[] seen = process.getInputStream().readNBytes(text.length());
    assertThat(new String(seen, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  @Test
  void inputReachesTheContainerAndItsOutputComesBack() throws IOException {
    apply(once(ECHO).with("stdin", true));
    List<String> command = beanpod.command("attach", "web", "-i");
    Process first = beanpod.start("attach", "web", "-i");
    type(first, "one\n");
    expect(first, "got one\n");
    Ran ran = Beanpod.finish(command, first, new byte[0]);
    assertThat(ran.status()).as("%s", ran).isZero();
    assertThat(ran.err()).contains("If you don't see a command prompt, try pressing enter.\n");

    Process second = beanpod.start("attach", "web", "-i", "-q");
    type(second, "two\n"); // its stdin was not closed by the first one's end
    expect(second, "got two\n");
    type(second, "end\n");
    expect(second, "got end\n");
    ran = Beanpod.finish(command, second, new byte[0]);
    assertThat(ran.ok()).isEmpty();
    assertThat(ran.err()).isEmpty();
    awaitPhase("web", "Succeeded");
    assertThat(beanpod.run("logs", "web").ok()).isEqualTo("got one\ngot two\ngot end\n");
    assertThat(beanpod.run("attach", "web").oneLine())
        .isEqualTo(
            "error: cannot attach a container in a completed pod; current phase is Succeeded");
  }

  @Test
  void stdinOnceEndsWithTheFirstInput() {
    apply(once("cat; echo eof").with("stdin", true).with("stdinOnce", true));
    Ran ran = beanpod.runWith(bytes("hello\n"), "attach", "web", "-iq");
    assertThat(ran.ok()).isEqualTo("hello\neof\n");
    awaitPhase("web", "Succeeded");
  }

  @Test
  void withoutStdinThereIsNothingToRead() throws IOException {
    apply(once("cat; until [ -e /go ]; do sleep 0.02; done; echo over >&2"));
    Process attach = beanpod.start("attach", "web", "-i", "-t");
    StringBuilder err = new StringBuilder();
    while (err.indexOf("pressing enter.\n") < 0) { // it is attached by then
      int c = attach.getErrorStream().read();
      assertThat(c).as("end after: %s", err).isNotNegative();
      err.append((char) c);
    }
    sh("web", "touch /go");
    Ran ran = Beanpod.finish(beanpod.command("attach"), attach, new byte[0]);
    assertThat(ran.err()).isEqualTo("over\n");
    assertThat(err.toString()).contains("container one has no stdin");
    assertThat(err.toString())
        .contains("error: Unable to use a TTY - container one did not allocate one\n");
  }

  @Test
  void whoIsTooSlowIsDroppedAndTheContainerGoesOn() {
    apply(
        Manifest.pod("web")
            .script(
                "one",
                "until [ -e /go ]; do sleep 0.02; done; yes $(seq 1 40) | head -n 81081; sleep 99"));
    Process attach = beanpod.start("attach", "web");
    sh("web", "touch /go");
    Await.until(
        "all is written",
        () -> beanpod.run("logs", "web").bytes().length == 81_081 * 111,
        () -> file("web", "pod.json"));
    Ran ran = Beanpod.finish(beanpod.command("attach"), attach, new byte[0]);
    assertThat(ran.bytes().length).isLessThan(81_081 * 111);
    assertThat(ran.status()).as(ran.err()).isEqualTo(1);
    assertThat(ran.err()).contains("writes faster").contains("beanpod logs web -c one");
  }

  @Test
  void aTerminalIsOne() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "skipped: no script(1)");
    String shell =
        "read x; tty; stty size; id -u; echo TERM=$TERM; read y; echo got $y; echo on stderr >&2";
    apply(once(shell).with("stdin", true).with("tty", true));
    String attach = Beanpod.launcher() + " attach web -it";
    String keys = "(sleep 1; echo; echo typed; cat) | ";
    Ran ran =
        beanpod.other(
            "sh",
            "-c",
            keys
                + "script -qec 'stty rows 33 cols 77; before=$(stty -g); "
                + attach
                + "; [ \"$before\" = \"$(stty -g)\" ] && echo restored' /dev/null");
    assertThat(ran.out())
        .contains("/dev/pts/0\r\n")
        .contains("33 77\r\n")
        .contains("TERM=xterm\r\n")
        .contains("got typed\r\n")
        .contains("on stderr\r\n")
        .contains("restored");
    awaitPhase("web", "Succeeded");
    assertThat(beanpod.run("logs", "web").ok()).contains("got typed\r\n").contains("on stderr");
  }

  @Test
  void whatCantBeAttachedToIsSaid() {
    apply(Manifest.pod("web").container("one", "sleep", "1000"));
    assertThat(beanpod.run("attach", "web", "-c", "two").oneLine()).contains("two");
    assertThat(beanpod.run("attach", "nope").oneLine()).contains("pods \"nope\" not found");
    assertThat(beanpod.run("attach").err()).contains("at least 1 argument is required for attach");
  }
}
