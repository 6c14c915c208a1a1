package io.beanpod.container;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.security.Capabilities;
import java.util.List;

/** Who the application is, and what it may do: groups, user, capabilities. */
final class Privileges {
  private static final int PR_SET_KEEPCAPS = 8;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_SET_NO_NEW_PRIVS = 38;

  private Privileges() {}

  /**
   * Adds the steps. The bounding set goes first, while CAP_SETPCAP is there; the user id goes last
   * but for the final sets, since without CAP_SETUID nothing else could follow. The inheritable set
   * stays empty (CVE-2022-29162), and so does the ambient one: only root has capabilities.
   *
   * @param seccomp whether a filter follows, which the kernel takes of a thread without
   *     no_new_privs only if it has CAP_SYS_ADMIN. It keeps that one until execve, which gives it
   *     nothing that is not in the bounding set. runc loads the filter before it drops anything,
   *     and so needs one that allows all of its own calls from there on.
   */
  static void drop(SyscallProgram p, Credentials who, boolean seccomp) {
    for (int capability = 0; capability < Capabilities.KNOWN; capability++) {
      if ((who.capabilities() & 1L << capability) == 0) {
        int number = capability;
        // EINVAL: a kernel that does not know it yet can't grant it either.
        p.tolerating(
            Errno.EINVAL,
            () -> p.prctl("PR_CAPBSET_DROP capability " + number, PR_CAPBSET_DROP, number));
      }
    }
    List<Integer> groups = who.groups();
    int[] ids = new int[groups.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = groups.get(i);
    }
    p.setgroups(ids);
    p.setresgid(who.gid());
    boolean keep = seccomp && !who.noNewPrivileges();
    if (keep && who.uid() != 0) {
      p.prctl("PR_SET_KEEPCAPS", PR_SET_KEEPCAPS, 1);
    }
    p.setresuid(who.uid());
    long granted = (who.uid() == 0 ? who.capabilities() : 0) | (keep ? Capabilities.SYS_ADMIN : 0);
    p.capset(granted, granted, 0);
    if (who.noNewPrivileges()) {
      p.prctl("PR_SET_NO_NEW_PRIVS", PR_SET_NO_NEW_PRIVS, 1);
    }
  }
}
