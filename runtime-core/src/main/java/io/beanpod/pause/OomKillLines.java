package io.beanpod.pause;

import java.util.Optional;

/**
 * Finds the processes that were killed for want of memory in the kernel's log, record by record. A
 * kill of the kernel (mm/oom_kill.c) is told by
 *
 * <pre>
 * oom-kill:constraint=CONSTRAINT_MEMCG,...,task_memcg=/beanpod/pod1/containers/web,task=dd,pid=123,uid=0
 * Memory cgroup out of memory: Killed process 123 (dd) total-vm:205824kB, anon-rss:20224kB, ...
 * </pre>
 *
 * <p>and with {@code memory.oom.group} (v2) each process of the group by another line of the second
 * kind, after a {@code Tasks in PATH are going to be killed}: mostly the first one once more, which
 * is told once here. Of many kills in a short time the kernel leaves the first line out.
 */
final class OomKillLines {
  private static final String SUMMARY = "oom-kill:";
  private static final String MEMCG = "task_memcg=";
  private static final String PID = ",pid=";
  private static final String GROUP = "Tasks in ";
  private static final String KILLED = "Killed process ";

  private String cgroup = "";
  private int announced;
  private int victim;
  private boolean group;

  /**
   * A process that was killed.
   *
   * @param cgroup its path as the kernel's log has it; empty where that does not tell
   * @param pid on the host
   * @param line what the kernel says of it
   */
  record Kill(String cgroup, int pid, String line) {}

  /** Reads one message of the log, without its prefix. */
  Optional<Kill> take(String message) {
    if (message.startsWith(SUMMARY)) {
      int path = message.indexOf(MEMCG);
      int task = message.indexOf(",task=", path);
      cgroup = path < 0 || task < 0 ? "" : message.substring(path + MEMCG.length(), task);
      announced = number(message, message.lastIndexOf(PID) + PID.length());
      group = false;
      return Optional.empty();
    }
    int end = message.indexOf(" are going to be killed due to memory.oom.group");
    if (message.startsWith(GROUP) && end > 0) {
      cgroup = message.substring(GROUP.length(), end);
      group = true;
      return Optional.empty();
    }
    int killed = message.indexOf(KILLED);
    if (killed < 0 || !message.contains("ut of memory")) { // with a capital where all memory is out
      return Optional.empty();
    }
    int pid = number(message, killed + KILLED.length());
    if (!group) {
      victim = pid;
    } else if (pid == victim) {
      return Optional.empty();
    }
    return Optional.of(new Kill(group || pid == announced ? cgroup : "", pid, message));
  }

  /** The digits from there on; 0 where there are none. */
  private static int number(String text, int from) {
    int end = from;
    while (end < text.length() && end - from < 9 && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end == from ? 0 : Integer.parseInt(text, from, end, 10);
  }
}
