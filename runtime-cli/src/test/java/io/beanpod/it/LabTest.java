package io.beanpod.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.beanpod.linux.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The labs, from their pods' launch to their end; that nothing is left is looked at after each. */
class LabTest extends PodTest {
  @TempDir Path directory;

  private static String group(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private void noPods() {
    assertThat(beanpod.run("get", "pods", "-o", "name").ok()).isEmpty();
  }

  @Test
  void oomIsToldFromTheLimitToTheRestart() throws IOException {
    Path svg = directory.resolve("oom.svg");
    String told = beanpod.run("lab", "oom", "--svg", svg.toString()).ok();
    assertThat(told)
        .containsPattern("(?m)^\\$ cat .*/memory\\.(max|limit_in_bytes)\n104857600$")
        .contains("limits.memory: 100Mi")
        .contains("killed")
        .containsPattern("(?m)^oom_kill [1-9]")
        .containsPattern("OOMKilled +137 +1\n")
        .contains("CrashLoopBackOff")
        .contains("OOMKilling")
        .endsWith("pod \"lab-oom\" deleted\n");
    if (Files.isReadable(Path.of("/dev/kmsg"))) {
      // Its other line, of the cgroup, the kernel leaves out when kills on the host are many.
      assertThat(told.split("== 5")[0]).containsPattern("(?m)^Memory cgroup out of memory: Killed");
    }
    int reached = Integer.parseInt(group("^(\\d+) MiB$", told));
    assertThat(reached).isBetween(80, 100);
    String plot = Files.readString(svg);
    assertThat(plot).startsWith("<svg ").contains(">killed</text>").contains("stroke-dasharray");
    assertThat(group("points=\"([^\"]*)", plot).split(" ")).hasSizeGreaterThan(20);
    noPods();
  }

  @Test
  void namespacesOfThePauseStayWhenTheApplicationDies() {
    String told = beanpod.run("lab", "namespaces").ok();
    String[] tables = told.split("TYPE +pause");
    assertThat(tables).hasSize(3);
    for (String kind : new String[] {"net", "ipc", "uts"}) {
      String row = "^(" + kind + " +.*all share it)$";
      assertThat(group(row, tables[1])).isEqualTo(group(row, tables[2]));
    }
    for (String kind : new String[] {"pid", "mnt"}) {
      String row = "^(" + kind + " +.*each its own)$";
      assertThat(group(row, tables[1]) + group(row, tables[2])).isNotEmpty();
    }
    // Their inodes may be the same again: the kernel uses those of ended namespaces for new ones.
    assertThat(group("app \\((\\d+)\\)", tables[1]))
        .isNotEqualTo(group("app \\((\\d+)\\)", tables[2]));
    assertThat(told.split("hello from web\n")).as("before and after").hasSize(3);
    noPods();
  }

  @Test
  void cpuIsHeldToItsQuota() throws IOException {
    Path svg = directory.resolve("cpu.svg");
    String told = beanpod.run("lab", "cpu", "--svg", svg.toString()).ok();
    assertThat(told).containsPattern("(?m)^50000( 100000)?$");
    // A period more than those that the second has, since it may begin and end within one.
    assertThat(Integer.parseInt(group("^limited +\\d+ ms +(\\d+) %", told))).isBetween(1, 60);
    assertThat(Integer.parseInt(group("^nr_periods (\\d+)$", told))).isPositive();
    assertThat(Files.readString(svg)).contains(">limited</text>").contains(">free</text>");
    noPods();
  }

  @Test
  void theBombIsContained() {
    String told = beanpod.run("lab", "pids").ok();
    int refused = Integer.parseInt(group("^(\\d+) of 1000 were refused$", told));
    assertThat(refused).isBetween(900, 999);
    assertThat(Integer.parseInt(group("^max ([1-9]\\d*)$", told))).isGreaterThanOrEqualTo(refused);
    assertThat(told).contains("pids.max\n64\n").contains("\nfine\n");
    noPods();
  }

  @Test
  void thePauseReapsWhatSleepDoesNot() {
    String told = beanpod.run("lab", "pause").ok();
    String[] halves = told.split("== 3\\. ");
    assertThat(halves[0]).containsPattern("(?s)( 1 Z +sleep.*){3}").contains("Z (zombie)");
    assertThat(halves[1]).containsPattern("1 +0 S +pause").doesNotContain(" Z ");
    noPods();
  }

  @Test
  void withKeepThePodsStay() {
    assertThat(beanpod.run("lab", "pids", "--keep").ok())
        .endsWith("$ beanpod delete pod lab-pids lab-pids-neighbour\n");
    assertThat(get("lab-pids").phase()).isEqualTo("Running");
    Ran again = beanpod.run("lab", "pids");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err())
        .isEqualTo(
            "error: there is a pod lab-pids already, of an earlier lab or another one that runs just"
                + " now: beanpod delete pod lab-pids\n");
    assertThat(get("lab-pids").phase()).as("it is not this lab's").isEqualTo("Running");
  }

  @Test
  void withoutTheImageItIsSaidHowToGetIt() {
    Ran ran = beanpod.run("lab", "oom", "--image", "nothing:1");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("error: there is no image nothing:1 on this host; import one")
        .contains("beanpod image import --tag nothing:1");
    noPods();
  }

  /** In the middle of the climb, and while the pod is made. */
  @ParameterizedTest
  @ValueSource(strings = {"== 3. The climb", "== 1. "})
  void aLabThatIsEndedTakesItsPodsAlong(String moment) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Process lab = background(out, "lab", "oom");
    awaitText(out, moment);
    Processes.kill((int) lab.pid(), Processes.SIGTERM);
    assertThat(lab.waitFor()).isEqualTo(128 + Processes.SIGTERM);
    noPods();
    assertThat(text(out)).doesNotContain("error");
    assertThat(leaks.found()).isEmpty();
  }
}
