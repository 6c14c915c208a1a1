package io.beanpod.cgroup;

import io.beanpod.linux.Errno;
import java.io.IOException;
import java.nio.file.Path;

/** Something that could not be done with a cgroup: what, with which one, why, and what helps. */
public final class CgroupException extends IOException {
  private static final long serialVersionUID = 1;

  CgroupException(String message) {
    super(message);
  }

  CgroupException(String message, IOException cause) {
    super(message, cause);
  }

  /** A control file that could not be written. */
  static CgroupException write(Path file, String value, int errno, IOException cause) {
    String remedy = remedy(String.valueOf(file.getFileName()), errno);
    return new CgroupException(
        "cgroup: write '"
            + value
            + "' to "
            + file
            + ": "
            + Errno.describe(errno)
            + (remedy.isEmpty() ? "" : "; " + remedy),
        cause);
  }

  private static String remedy(String name, int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> "only root may do that, where cgroups are writable";
      case Errno.EROFS ->
          "cgroups are mounted read-only: mount -o remount,rw /sys/fs/cgroup, or leave the"
              + " container that this runs in";
      case Errno.ENOENT ->
          name.equals(V2SubtreeControl.FILE)
              ? "a controller in it is not enabled in the cgroup above"
              : "the cgroup is gone, or the controller of this file is not enabled for it";
      case Errno.ENODEV -> "the cgroup has just been removed";
      case Errno.EBUSY ->
          name.equals(V2SubtreeControl.FILE)
              ? "processes live in this very cgroup, and v2 wants them in leaves: move them to a"
                  + " child of it (in a container: run the container with the host's cgroups)"
              : "more is in use now than that, and the kernel could not reclaim it";
      case Errno.EINVAL -> "the value is out of range, or above what the cgroup's parent allows";
      default -> "";
    };
  }
}
