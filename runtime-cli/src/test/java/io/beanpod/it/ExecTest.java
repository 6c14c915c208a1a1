package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code exec}: streams, words, exit status, and where the command finds itself. */
class ExecTest extends PodTest {

  @BeforeEach
  void launch() {
    apply(
        Manifest.pod("web")
            .container("one", "sleep", "1000")
            .with("workingDir", "/home")
            .with("env", List.of(Map.of("name", "GREETING", "value", "hello world")))
            .container("two", "sleep", "1000"));
  }

  @Test
  void exitStatusIsTheCommands() {
    assertThat(beanpod.run("exec", "web", "--", "sh", "-c", "exit 42").status()).isEqualTo(42);
    assertThat(beanpod.run("exec", "web", "--", "true").status()).isZero();
    assertThat(beanpod.run("exec", "web", "--", "sh", "-c", "kill -9 $$").status()).isEqualTo(137);
  }

  @Test
  void wordsArriveAsTheyWereGiven() {
    String[] words = {"a b", "", "'", "\"$HOME\"", "*", "tab\tand\nnewline", "grün", "-n"};
    Ran ran =
        beanpod.run(
            "exec", "web", "--", "printf", "[%s]", words[0], words[1], words[2], words[3], words[4],
            words[5], words[6], words[7]);
    StringBuilder expected = new StringBuilder();
    for (String word : words) {
      expected.append('[').append(word).append(']');
    }
    assertThat(ran.ok()).isEqualTo(expected.toString());
  }

  @Test
  void standardInputIsPassedWithTheFlagOnly() {
    byte[] bytes = new byte[3_000_000];
    new Random(1).nextBytes(bytes);
    Ran cat = beanpod.runWith(bytes, "exec", "-i", "web", "--", "cat");
    cat.ok();
    assertThat(cat.bytes()).isEqualTo(bytes);
    byte[] line = "not for it\n".getBytes(StandardCharsets.UTF_8);
    assertThat(beanpod.runWith(line, "exec", "web", "--", "cat").ok()).isEmpty();
  }

  @Test
  void aCommandThatDoesNotReadItsInputEnds() {
    byte[] bytes = new byte[1_000_000];
    assertThat(beanpod.runWith(bytes, "exec", "-i", "web", "--", "true").status()).isZero();
  }

  @Test
  void standardErrorStaysApart() {
    Ran ran = beanpod.run("exec", "web", "-c", "one", "--", "sh", "-c", "echo out; echo err >&2");
    assertThat(ran.ok()).isEqualTo("out\n");
    assertThat(ran.err()).isEqualTo("err\n");
  }

  @Test
  @Tag("cgroup")
  void itRunsWhereTheContainerRuns() {
    String script =
        "for n in net ipc uts mnt pid cgroup; do readlink /proc/self/ns/$n; done;"
            + " cat /proc/self/cgroup; pwd; echo $GREETING; hostname";
    List<String> lines =
        beanpod.run("exec", "web", "-c", "one", "--", "sh", "-c", script).ok().lines().toList();
    long main = pid("web", "one");
    List<String> kinds = List.of("net", "ipc", "uts", "mnt", "pid", "cgroup");
    for (int i = 0; i < kinds.size(); i++) {
      assertThat(lines.get(i)).isEqualTo(Proc.namespace(main, kinds.get(i)));
    }
    // A cgroup other than the container's would show as a path out of its cgroup namespace.
    assertThat(lines).noneMatch(line -> line.contains(":/..") || line.contains("pause"));
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .containsExactly("/home", "hello world", "web");
  }

  @Test
  @Tag("cgroup")
  void theProcessIsInTheContainersCgroup() {
    Process cat = beanpod.start("exec", "-i", "web", "-c", "two", "--", "cat");
    try {
      String own = "/two";
      long main = pid("web", "two");
      Await.until(
          "a second process in the cgroup of container two",
          () ->
              leaks.processes().stream()
                  .filter(pid -> pid != main)
                  .filter(pid -> Proc.textOrEmpty(pid, "cgroup").contains(own))
                  .anyMatch(pid -> Proc.textOrEmpty(pid, "cmdline").strip().equals("cat")),
          () -> leaks.found());
    } finally {
      Beanpod.finish(List.of("exec cat"), cat, new byte[0]).ok();
    }
  }

  @Test
  void capabilitiesAreTheContainers() {
    long main = pid("web", "one");
    for (String set : List.of("CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb")) {
      assertThat(sh("web", "grep " + set + " /proc/self/status | cut -f2").strip())
          .as(set)
          .isEqualTo(Proc.status(main, set));
    }
  }

  @Test
  void theOtherContainerIsChosenByName() {
    String namespace =
        beanpod.run("exec", "web", "-c", "two", "--", "readlink", "/proc/self/ns/mnt").ok().strip();
    assertThat(namespace).isEqualTo(Proc.namespace(pid("web", "two"), "mnt"));
  }

  @Test
  void whatCannotRunIsToldInOneLine() {
    Ran missing = beanpod.run("exec", "web", "-c", "one", "--", "no-such-command");
    assertThat(missing.oneLine()).contains("no-such-command").contains("not found");
    Ran directory = beanpod.run("exec", "web", "-c", "one", "--", "/etc");
    assertThat(directory.oneLine()).contains("/etc").contains("permission denied");
    assertThat(beanpod.run("exec", "web", "-c", "three", "--", "true").oneLine())
        .contains("three")
        .contains("one")
        .contains("two");
    assertThat(beanpod.run("exec", "nobody", "--", "true").oneLine()).contains("nobody");
  }

  @Test
  @Tag("cgroup")
  void theCommandGoesWithTheContainer() {
    Process sleep = beanpod.start("exec", "web", "-c", "two", "--", "sleep", "1000");
    Await.until("the command runs", () -> count("sleep 1000") == 3, () -> leaks.found());
    beanpod.other("kill", "-KILL", Long.toString(pid("web", "two"))).ok();
    Ran ran = Beanpod.finish(List.of("exec sleep"), sleep, new byte[0]);
    assertThat(ran.status()).isEqualTo(137);
  }

  private long count(String commandLine) {
    return leaks.processes().stream()
        .filter(pid -> Proc.textOrEmpty(pid, "cmdline").strip().equals(commandLine))
        .count();
  }

  /** Again while the pause still makes the next start ready: a leak would show each time. */
  @Test
  void thePauseOpensNoMoreDescriptorsWithEachCommand() {
    Await.until(
        "ten commands leave as many descriptors as there were before",
        () -> {
          int before = Proc.descriptors(pause("web"));
          for (int i = 0; i < 10; i++) {
            sh("web", "true");
          }
          return Proc.descriptors(pause("web")) == before;
        },
        () -> Proc.descriptors(pause("web")));
  }
}
