package io.beanpod.cli.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a process's cgroups are in the file system: {@code /proc/PID/cgroup} joined with the mounts
 * of {@code /proc/self/mountinfo}, see <a
 * href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups(7)</a>.
 */
final class CgroupDirectories {
  private CgroupDirectories() {}

  /**
   * Directories by controllers; the unified hierarchy is called {@code v2}.
   *
   * @param cgroup lines such as {@code 4:memory:/beanpod/pod1/web} or {@code 0::/beanpod/pod1/web}
   * @param mountinfo of this process, see proc_pid_mountinfo(5)
   */
  static Map<String, String> of(List<String> cgroup, List<String> mountinfo) {
    Map<String, String> directories = new LinkedHashMap<>();
    for (String line : cgroup) {
      int first = line.indexOf(':');
      int second = line.indexOf(':', first + 1);
      if (second < 0) {
        continue;
      }
      String controllers = line.substring(first + 1, second);
      String path = line.substring(second + 1);
      String mount = mountPoint(controllers, path, mountinfo);
      if (!mount.isEmpty()) {
        directories.put(controllers.isEmpty() ? "v2" : controllers, mount);
      }
    }
    return directories;
  }

  /** The cgroup's directory, or empty where its hierarchy is not mounted here. */
  private static String mountPoint(String controllers, String path, List<String> mountinfo) {
    for (String line : mountinfo) {
      int dash = line.indexOf(" - ");
      if (dash < 0) {
        continue;
      }
      // ID parent major:minor root mount-point …  -  type source options
      String[] mount = line.substring(0, dash).split(" ");
      String[] type = line.substring(dash + 3).split(" ");
      boolean match =
          controllers.isEmpty()
              ? type[0].equals("cgroup2")
              : type[0].equals("cgroup") && hasAll(type[type.length - 1], controllers);
      String root = mount[3].equals("/") ? "" : mount[3];
      if (match && (path.equals(root) || path.startsWith(root + "/"))) {
        String below = path.substring(root.length());
        return mount[4] + (below.equals("/") ? "" : below);
      }
    }
    return "";
  }

  private static boolean hasAll(String options, String controllers) {
    List<String> mounted = List.of(options.split(","));
    for (String controller : controllers.split(",")) {
      if (!mounted.contains(controller)) {
        return false;
      }
    }
    return true;
  }
}
