package io.beanpod.cli.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the kernel's log says of the processes that were killed in a pod for want of memory: for
 * each kill a line that names the cgroup, and after it one that names the process. Of many kills on
 * a host in a short time the kernel leaves the first line out: then the process id tells whose it
 * is.
 */
final class KillLines {
  private static final String KILLED = "Killed process ";

  private final String uid;
  private final Set<Integer> pids;
  private final List<String> lines = new ArrayList<>();
  private boolean ours;

  /** Those of the pod with that uid, whose main processes had these ids on the host. */
  KillLines(String uid, Set<Integer> pids) {
    this.uid = uid;
    this.pids = pids;
  }

  /** The command that finds them. */
  String command() {
    StringBuilder line = new StringBuilder("dmesg | grep -e 'oom-kill:.*" + uid + "'");
    for (int pid : pids) {
      line.append(" -e '").append(KILLED).append(pid).append(" '");
    }
    return line.toString();
  }

  /** Takes the next message of the log. */
  void take(String message) {
    if (message.startsWith("oom-kill:")) {
      ours = message.contains(uid);
      if (ours) {
        lines.add(message);
      }
    } else if (message.contains(KILLED) && (ours || isOurs(message))) {
      lines.add(message);
      ours = false;
    }
  }

  private boolean isOurs(String message) {
    for (int pid : pids) {
      if (message.contains(KILLED + pid + " ")) {
        return true;
      }
    }
    return false;
  }

  /** What has been found, a line each. */
  List<String> lines() {
    return lines;
  }
}
