package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.security.Capabilities;
import java.util.List;

/** Who the application is, and what it may do: groups, user, capabilities. */
final class Privileges {
  private static final int PR_CAPBSET_DROP = 24;

  private Privileges() {}

  /**
   * Adds the steps. The bounding set goes first, while CAP_SETPCAP is there; the user id goes last
   * but for the final sets, since without CAP_SETUID nothing else could follow. The inheritable set
   * stays empty (CVE-2022-29162).
   */
  static void drop(SyscallProgram p, int uid, int gid, List<Integer> groups) {
    for (int capability = 0; capability < Capabilities.KNOWN; capability++) {
      if ((Capabilities.DEFAULT & 1L << capability) == 0) {
        int number = capability;
        // EINVAL: a kernel that does not know it yet can't grant it either.
        p.tolerating(
            Errno.EINVAL,
            () -> p.prctl("PR_CAPBSET_DROP capability " + number, PR_CAPBSET_DROP, number));
      }
    }
    int[] ids = new int[groups.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = groups.get(i);
    }
    p.setgroups(ids);
    p.setresgid(gid);
    p.setresuid(uid);
    long granted = uid == 0 ? Capabilities.DEFAULT : 0;
    p.capset(granted, granted, 0);
  }
}
