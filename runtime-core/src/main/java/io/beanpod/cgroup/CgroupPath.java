package io.beanpod.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names one of our cgroups, relative to the root of its hierarchies, for example {@code
 * beanpod/pod1234/web}. Its first name is {@code beanpod} or starts with {@code beanpod-}, so no
 * cgroup of anybody else can be named, and none of them is {@code ..}.
 *
 * @param names one directory name per level, at least one
 */
record CgroupPath(List<String> names) {
  private static final String TOP = "beanpod";

  CgroupPath {
    names = List.copyOf(names);
    String top = names.isEmpty() ? "" : names.get(0);
    if (!top.equals(TOP) && !top.startsWith(TOP + "-")) {
      throw new IllegalArgumentException(
          "cgroup " + names + ": the first name must be beanpod, or start with beanpod-");
    }
    for (String name : names) {
      check(name);
    }
  }

  /**
   * @param path names with a slash between them
   * @throws IllegalArgumentException if it is not one of our cgroups
   */
  static CgroupPath of(String path) {
    List<String> names = new ArrayList<>();
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      names.add(path.substring(start, slash));
      start = slash + 1;
    }
    names.add(path.substring(start));
    return new CgroupPath(names);
  }

  /** The directory of this cgroup in the hierarchy that is mounted at {@code root}. */
  Path below(Path root) {
    return root.resolve(toString());
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }

  /** Letters, digits, '-', '_' and '.': what uids and container names consist of. */
  private static void check(String name) {
    boolean good = !name.isEmpty() && !name.equals(".") && !name.equals("..");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      good &= letter || c == '-' || c == '_' || c == '.';
    }
    if (!good) {
      throw new IllegalArgumentException(
          "cgroup name '" + name + "': only letters, digits, '-', '_' and '.' are allowed");
    }
  }
}
