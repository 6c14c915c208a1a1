package io.beanpod.cgroup;

import java.nio.file.Path;

/**
 * One mounted cgroup hierarchy.
 *
 * @param v2 whether it is the unified one
 * @param root which cgroup is mounted; {@code /} is that of the reader's cgroup namespace
 * @param point where it is mounted
 * @param readOnly whether nothing can be written below it
 * @param superOptions with v1, its controllers are among them
 */
record CgroupMount(boolean v2, String root, Path point, boolean readOnly, String superOptions) {

  /** Whether a comma-separated list of mount options has {@code option}. */
  static boolean has(String options, String option) {
    for (int at = options.indexOf(option); at >= 0; at = options.indexOf(option, at + 1)) {
      int end = at + option.length();
      boolean starts = at == 0 || options.charAt(at - 1) == ',';
      if (starts && (end == options.length() || options.charAt(end) == ',')) {
        return true;
      }
    }
    return false;
  }
}
