package io.beanpod.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages as Linux 6.1 to 6.18 write them. */
class OomKillLinesTest {
  private static final String WEB = "/beanpod/pod1/containers/web";
  private static final String SUMMARY =
      "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg="
          + WEB
          + ",task_memcg="
          + WEB
          + ",task=dd,pid=4711,uid=0";
  private static final String KILLED =
      "Memory cgroup out of memory: Killed process 4711 (dd) total-vm:266880kB, anon-rss:31744kB,"
          + " file-rss:640kB, shmem-rss:0kB, UID:0 pgtables:108kB oom_score_adj:999";

  private static List<OomKillLines.Kill> kills(String... messages) {
    OomKillLines lines = new OomKillLines();
    List<OomKillLines.Kill> kills = new ArrayList<>();
    for (String message : messages) {
      lines.take(message).ifPresent(kills::add);
    }
    return kills;
  }

  @Test
  void aKillIsOfTheCgroupThatTheLineBeforeNames() {
    assertThat(kills("dd invoked oom-killer: gfp_mask=0xcc0, order=0", SUMMARY, KILLED, "eth0: up"))
        .containsExactly(new OomKillLines.Kill(WEB, 4711, KILLED));
  }

  @Test
  void withoutThatLineItIsNobodys() {
    String other = KILLED.replace("4711", "4712");
    assertThat(kills(KILLED)).containsExactly(new OomKillLines.Kill("", 4711, KILLED));
    assertThat(kills(SUMMARY, other)).containsExactly(new OomKillLines.Kill("", 4712, other));
  }

  @Test
  void aGroupDiesTogether() {
    String other = KILLED.replace("4711", "4712");
    String group = "Tasks in " + WEB + " are going to be killed due to memory.oom.group set";
    assertThat(kills(SUMMARY, KILLED, group, other, KILLED))
        .as("the first victim is one of the group, and the kernel kills it once more")
        .containsExactly(
            new OomKillLines.Kill(WEB, 4711, KILLED), new OomKillLines.Kill(WEB, 4712, other));
  }

  @Test
  void theHostsOwnWantOfMemoryCountsToo() {
    String killed = KILLED.replace("Memory cgroup out", "Out");
    assertThat(kills(SUMMARY.replace("CONSTRAINT_MEMCG", "CONSTRAINT_NONE"), killed))
        .containsExactly(new OomKillLines.Kill(WEB, 4711, killed));
  }

  @Test
  void whatSomebodyWroteHimselfDoesNoHarm() {
    assertThat(
            kills(
                "oom-kill:",
                "oom-kill:task_memcg=",
                "oom-kill:task=,task_memcg=",
                "Tasks in ",
                "Killed process 1 (x)",
                "Killed process",
                ""))
        .isEmpty();
    assertThat(kills("out of memory: Killed process 99999999999 x").get(0).pid())
        .isEqualTo(999_999_999);
  }

  @Test
  void aRecordIsItsMessage() {
    assertThat(KernelLog.message("6,339,5140900,-;hello; you\n SUBSYSTEM=acpi\n"))
        .isEqualTo("hello; you");
    assertThat(KernelLog.message("6,339,5140900,c;hello")).isEqualTo("hello");
  }
}
