package io.beanpod.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KillLinesTest {
  private static final String OURS =
      "oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/beanpod/pod1234/containers/app,task=awk,pid=7";
  private static final String KILLED = "Memory cgroup out of memory: Killed process 7 (awk)";

  @Test
  void theKillOfThePodIsTwoLines() {
    KillLines lines = new KillLines("1234", Set.of(33));
    lines.take("eth0: link up");
    lines.take(OURS);
    lines.take("device of no concern");
    lines.take(KILLED);
    lines.take("Memory cgroup out of memory: Killed process 8 (other)");
    assertThat(lines.lines()).containsExactly(OURS, KILLED);
  }

  @Test
  void thatOfAnotherPodIsNot() {
    KillLines lines = new KillLines("1234", Set.of(33));
    lines.take(OURS.replace("pod1234", "pod9999"));
    lines.take(KILLED);
    assertThat(lines.lines()).isEmpty();
  }

  @Test
  void withoutTheFirstLineTheProcessTellsWhoseItIs() {
    KillLines lines = new KillLines("1234", Set.of(33));
    String killed = "Memory cgroup out of memory: Killed process 33 (awk) total-vm:1kB";
    lines.take("Memory cgroup out of memory: Killed process 333 (awk)");
    lines.take(killed);
    assertThat(lines.lines()).containsExactly(killed);
    assertThat(lines.command())
        .isEqualTo("dmesg | grep -e 'oom-kill:.*1234' -e 'Killed process 33 '");
  }
}
