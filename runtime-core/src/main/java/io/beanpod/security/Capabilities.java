package io.beanpod.security;

/**
 * Capability sets as bit masks.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/capabilities.7.html">capabilities(7)</a>
 */
public final class Capabilities {
  private static final int CHOWN = 0;
  private static final int DAC_OVERRIDE = 1;
  private static final int FOWNER = 3;
  private static final int FSETID = 4;
  private static final int KILL = 5;
  private static final int SETGID = 6;
  private static final int SETUID = 7;
  private static final int SETPCAP = 8;
  private static final int NET_BIND_SERVICE = 10;
  private static final int NET_RAW = 13;
  private static final int SYS_CHROOT = 18;
  private static final int MKNOD = 27;
  private static final int AUDIT_WRITE = 29;
  private static final int SETFCAP = 31;

  /** The fourteen that containerd, and so Kubernetes, leaves to a container by default. */
  public static final long DEFAULT =
      1L << CHOWN
          | 1L << DAC_OVERRIDE
          | 1L << FOWNER
          | 1L << FSETID
          | 1L << KILL
          | 1L << SETGID
          | 1L << SETUID
          | 1L << SETPCAP
          | 1L << NET_BIND_SERVICE
          | 1L << NET_RAW
          | 1L << SYS_CHROOT
          | 1L << MKNOD
          | 1L << AUDIT_WRITE
          | 1L << SETFCAP;

  /** Number of capabilities that Linux has had so far: 0 to CAP_CHECKPOINT_RESTORE (40). */
  public static final int KNOWN = 41;

  private Capabilities() {}
}
