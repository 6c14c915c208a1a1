package io.beanpod.cgroup;

import java.util.ArrayList;
import java.util.List;

/** Which v1 hierarchies there are, from {@code /proc/self/cgroup}. */
final class V1Hierarchies {
  private static final List<String> OURS = List.of("cpu", "cpuacct", "memory", "pids");

  private V1Hierarchies() {}

  /**
   * Those that pods are in.
   *
   * @param procCgroup lines such as {@code 4:cpu,cpuacct:/path}
   */
  static List<String> ofPods(String procCgroup) {
    List<String> hierarchies = new ArrayList<>();
    for (int at = 0; at < procCgroup.length(); ) {
      int from = procCgroup.indexOf(':', at) + 1;
      String controllers = procCgroup.substring(from, procCgroup.indexOf(':', from));
      for (String ours : OURS) {
        if (CgroupMount.has(controllers, ours)) {
          hierarchies.add(controllers);
          break;
        }
      }
      int newline = procCgroup.indexOf('\n', at);
      at = newline < 0 ? procCgroup.length() : newline + 1;
    }
    return hierarchies;
  }
}
