package io.beanpod.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cgroup hierarchies that are mounted.
 *
 * @param mounts in the order of the kernel's list
 * @see <a
 *     href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">proc_pid_mountinfo(5)</a>
 */
record CgroupMounts(List<CgroupMount> mounts) {
  private static final int ROOT = 3;
  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  static CgroupMounts parse(String mountinfo) {
    List<CgroupMount> mounts = new ArrayList<>();
    for (int at = 0; at < mountinfo.length(); ) {
      int end = mountinfo.indexOf('\n', at);
      end = end < 0 ? mountinfo.length() : end;
      // "-" ends the optional fields; blanks inside of a field are written as \040
      int dash = mountinfo.indexOf(" - cgroup", at);
      if (dash < 0) {
        break;
      }
      if (dash < end) {
        add(mounts, mountinfo.substring(at, dash), mountinfo.substring(dash + 3, end));
      }
      at = end + 1;
    }
    return new CgroupMounts(List.copyOf(mounts));
  }

  private static void add(List<CgroupMount> mounts, String mount, String fileSystem) {
    String type = field(fileSystem, 0);
    if (!type.equals("cgroup") && !type.equals("cgroup2")) {
      return;
    }
    Path point = Path.of(unescape(field(mount, MOUNT_POINT)));
    String superOptions = field(fileSystem, 2);
    boolean readOnly =
        CgroupMount.has(field(mount, OPTIONS), "ro") || CgroupMount.has(superOptions, "ro");
    String root = unescape(field(mount, ROOT));
    CgroupMount added =
        new CgroupMount(type.equals("cgroup2"), root, point, readOnly, superOptions);
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).point().equals(point)) {
        mounts.set(i, added); // mounted over the other, which nobody sees any more
        return;
      }
    }
    mounts.add(added);
  }

  /** The unified hierarchy. */
  Optional<CgroupMount> unified() {
    return first(true, "");
  }

  /** The v1 hierarchy of {@code controller}. */
  Optional<CgroupMount> controller(String controller) {
    return first(false, controller);
  }

  /** A hierarchy may be mounted many times: the first writable one, else the first. */
  private Optional<CgroupMount> first(boolean v2, String controller) {
    Optional<CgroupMount> readOnly = Optional.empty();
    for (CgroupMount mount : mounts) {
      if (mount.v2() == v2 && (v2 || CgroupMount.has(mount.superOptions(), controller))) {
        if (!mount.readOnly()) {
          return Optional.of(mount);
        }
        readOnly = readOnly.isPresent() ? readOnly : Optional.of(mount);
      }
    }
    return readOnly;
  }

  /** The {@code index}th of the fields that blanks separate; empty if there are less. */
  private static String field(String line, int index) {
    int start = 0;
    for (int i = 0; i < index; i++) {
      int blank = line.indexOf(' ', start);
      if (blank < 0) {
        return "";
      }
      start = blank + 1;
    }
    int end = line.indexOf(' ', start);
    return line.substring(start, end < 0 ? line.length() : end);
  }

  /** The kernel writes blank, tab, newline and backslash as a backslash and three octal digits. */
  private static String unescape(String path) {
    StringBuilder plain = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '\\' && i + 3 < path.length()) {
        plain.append((char) Integer.parseInt(path, i + 1, i + 4, 8));
        i += 3;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
