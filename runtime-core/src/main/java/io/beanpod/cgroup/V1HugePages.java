package io.beanpod.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The hugetlb controller of v1. A pod is in its hierarchy only if it has such a limit.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v1/hugetlb.html">HugeTLB Controller</a>
 */
final class V1HugePages {
  private V1HugePages() {}

  /**
   * Makes the cgroup, too.
   *
   * @throws IllegalArgumentException if {@code directory} is empty because no hierarchy is mounted
   *     that could limit them: see {@link CgroupDriver#whyNoHugePages}
   */
  static void apply(List<HugePages> limits, Optional<Path> directory) throws IOException {
    if (limits.isEmpty()) {
      return;
    }
    Path own = directory.orElseThrow(() -> new IllegalArgumentException("hugetlb is not mounted"));
    Files.createDirectories(own);
    for (HugePages pages : limits) {
      V2HugePages.write(own, "hugetlb." + pages.size(), ".limit_in_bytes", pages.bytes());
    }
  }
}
