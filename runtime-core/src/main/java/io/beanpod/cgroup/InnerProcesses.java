package io.beanpod.cgroup;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * Processes that live in the very cgroup that is to hand on controllers, which v2 does not allow
 * but in the root of the machine: this command and the shell it was started from, in a scope of
 * systemd or in a container with a cgroup namespace of its own.
 *
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html#no-internal-process-constraint">
 *     No Internal Process Constraint</a>
 */
final class InnerProcesses {
  private static final String FILE = "cgroup.procs";
  private static final int ROUNDS = 100; // while they fork, new ones are found in each

  private InnerProcesses() {}

  /**
   * Moves them to a leaf of it, {@link Delegation#LEAF}.
   *
   * @throws CgroupException if one of them belongs to somebody else, or they fork without end
   */
  static void moveOut(Path cgroup) throws IOException {
    Path leaf = cgroup.resolve(Delegation.LEAF);
    Directories.make(leaf, new ArrayList<>());
    for (int round = 0; round < ROUNDS; round++) {
      String pids = ControlFile.read(cgroup, FILE);
      if (pids.isEmpty()) {
        return;
      }
      for (String pid : pids.split("\n")) {
        if (pid.equals("0")) {
          throw new CgroupException(
              "cgroup: "
                  + cgroup
                  + " holds processes of another PID namespace, and cgroup v2 wants all of them in a"
                  + " child of it; move them from where they can be seen, the host, to its child "
                  + Delegation.LEAF);
        }
        move(pid, leaf);
      }
    }
    throw new CgroupException(
        "cgroup: the processes in " + cgroup + " fork faster than they can be moved to " + leaf);
  }

  private static void move(String pid, Path leaf) throws IOException {
    try {
      ControlFile.write(leaf, FILE, pid);
    } catch (CgroupException e) {
      if (!(e.getCause() instanceof SyscallException cause && cause.errno() == Errno.ESRCH)) {
        throw e;
      } // else it has ended meanwhile
    }
  }
}
