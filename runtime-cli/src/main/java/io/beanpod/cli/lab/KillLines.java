package io.beanpod.cli.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * What the kernel's log says of the processes that were killed in a pod for want of memory: for
 * each kill a line that names the cgroup, and after it one that names the process.
 */
final class KillLines {
  private final String uid;
  private final List<String> lines = new ArrayList<>();
  private boolean ours;

  /** Those of the pod with that uid. */
  KillLines(String uid) {
    this.uid = uid;
  }

  /** Takes the next message of the log. */
  void take(String message) {
    if (message.startsWith("oom-kill:")) {
      ours = message.contains(uid);
      if (ours) {
        lines.add(message);
      }
    } else if (ours && message.contains("Killed process")) {
      lines.add(message);
      ours = false;
    }
  }

  /** What has been found, a line each. */
  List<String> lines() {
    return lines;
  }
}
