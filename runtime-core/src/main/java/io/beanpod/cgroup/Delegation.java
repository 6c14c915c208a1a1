package io.beanpod.cgroup;

import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Xattr;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which part of the unified hierarchy is ours. Where systemd runs, every cgroup is systemd's but
 * those that it has delegated: the cgroup of a unit with {@code Delegate=yes}, which it marks by an
 * extended attribute.
 *
 * @see <a href="https://systemd.io/CGROUP_DELEGATION/">Control Group APIs and Delegation</a>
 */
final class Delegation {
  /** Of build/systemd/beanpod.service, below the root of the hierarchy. */
  static final String UNIT = "beanpod.slice/beanpod.service";

  /**
   * Where the processes of a delegated cgroup live, since v2 wants them in leaves: the name that
   * systemd-nspawn gives it.
   */
  static final String LEAF = "supervisor";

  /** Where systemd puts ExecStartPost= and ExecStop= of a unit with Delegate=yes. */
  private static final String CONTROL = ".control";

  /** The first can be read by root alone; older versions of systemd set no other. */
  private static final String[] MARKS = {"trusted.delegate", "user.delegate"};

  private Delegation() {}

  /**
   * The cgroup that new pods go to: the one that this process was started in, if it is delegated;
   * else that of our unit, if it is there; else the root of the hierarchy.
   *
   * <p>Not a delegated one further up: a user's whole session is, to the user's own systemd.
   *
   * @param procCgroup the text of {@code /proc/self/cgroup}
   */
  static Path home(CgroupMount mount, String procCgroup) throws SyscallException {
    Path top = mount.point();
    Path own = top.resolve(own(mount, procCgroup));
    if (own.endsWith(LEAF) || own.endsWith(CONTROL)) {
      own = own.getParent();
    }
    if (own.startsWith(top) && !own.equals(top) && delegated(own)) {
      return own;
    }
    Path unit = top.resolve(UNIT);
    return delegated(unit) ? unit : top;
  }

  /** This process's cgroup, relative to the mount; empty for its root, or if it lies outside. */
  private static String own(CgroupMount mount, String procCgroup) {
    int start = procCgroup.startsWith("0::/") ? 0 : procCgroup.indexOf("\n0::/") + 1;
    if (!procCgroup.startsWith("0::/", start) || !mount.root().equals("/")) {
      return "";
    }
    int end = procCgroup.indexOf('\n', start);
    String path = procCgroup.substring(start + 4, end < 0 ? procCgroup.length() : end);
    return path.startsWith("..") ? "" : path;
  }

  private static boolean delegated(Path cgroup) throws SyscallException {
    if (!Files.isDirectory(cgroup)) {
      return false;
    }
    String name = cgroup.getFileName().toString();
    try (Fd parent = Fd.open(cgroup.getParent().toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      for (String mark : MARKS) {
        Optional<byte[]> value = Xattr.get(parent, name, mark);
        if (value.isPresent() && new String(value.get(), StandardCharsets.US_ASCII).equals("1")) {
          return true;
        }
      }
      return false;
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) { // it was removed meanwhile
        return false;
      }
      throw e;
    }
  }
}
