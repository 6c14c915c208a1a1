package io.beanpod.cgroup;

/**
 * How much of the huge pages of one size a cgroup may use: {@code resources.limits.hugepages-2Mi}.
 *
 * @param pageBytes the size of a page, in bytes: a whole number of KiB
 * @param bytes the most that may be used, in bytes; 0 means none at all
 */
public record HugePages(long pageBytes, long bytes) {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final long GIB = 1 << 30;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public HugePages {
    if (pageBytes < KIB || pageBytes % KIB != 0 || bytes < 0) {
      throw new IllegalArgumentException(
          bytes + " bytes of huge pages of " + pageBytes + " bytes make no sense");
    }
  }

  /** The size as the names of the controller's files have it: {@code 2MB}, {@code 1GB}. */
  String size() {
    if (pageBytes >= GIB) {
      return pageBytes / GIB + "GB";
    }
    return pageBytes >= MIB ? pageBytes / MIB + "MB" : pageBytes / KIB + "KB";
  }
}
