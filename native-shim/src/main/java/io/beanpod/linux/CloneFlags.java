package io.beanpod.linux;

/**
 * Flags of clone3, setns and unshare.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/clone.2.html">clone3(2)</a>
 */
public final class CloneFlags {
  public static final long NEWNS = 0x00020000;
  public static final long NEWCGROUP = 0x02000000;
  public static final long NEWUTS = 0x04000000;
  public static final long NEWIPC = 0x08000000;
  public static final long NEWUSER = 0x10000000;
  public static final long NEWPID = 0x20000000;
  public static final long NEWNET = 0x40000000;

  static final long VM = 0x100;
  static final long VFORK = 0x4000;
  static final long PIDFD = 0x1000;
  static final long CLEAR_SIGHAND = 0x100000000L;
  static final long INTO_CGROUP = 0x200000000L;

  private CloneFlags() {}
}
