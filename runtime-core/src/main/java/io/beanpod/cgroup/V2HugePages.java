package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The hugetlb controller of v2. Few pods need it, and every cgroup that has a controller takes
 * longer to make: so it is handed on to the first pod that does, and to those after it.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#hugetlb">cgroup v2, HugeTLB</a>
 */
final class V2HugePages {
  static final String CONTROLLER = "hugetlb";

  private V2HugePages() {}

  /**
   * @param levels how many cgroups there are from the root to {@code directory}
   */
  static void apply(List<HugePages> limits, Path directory, int levels) throws IOException {
    if (limits.isEmpty()) {
      return;
    }
    List<Path> above = new ArrayList<>(); // the root last
    for (Path each = directory; above.size() < levels; above.add(each)) {
      each = each.getParent();
    }
    for (int i = levels - 1; i >= 0; i--) {
      V2SubtreeControl.enable(above.get(i), List.of(CONTROLLER));
    }
    for (HugePages pages : limits) {
      write(directory, "hugetlb." + pages.size(), ".max", pages.bytes());
    }
  }

  /**
   * The limit of what is touched, whose excess is a SIGBUS; and, before it, that of what is
   * reserved, since Linux 5.7, whose excess is an mmap that says ENOMEM.
   */
  static void write(Path directory, String name, String limit, long bytes) throws IOException {
    String reserved = name + ".rsvd" + limit;
    if (ControlFile.exists(directory, reserved)) {
      ControlFile.write(directory, reserved, bytes);
    }
    ControlFile.write(directory, name + limit, bytes);
  }
}
