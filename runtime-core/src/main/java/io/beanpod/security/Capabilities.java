package io.beanpod.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
  private static final int AUDIT_WRITE = 29;
  private static final int SETFCAP = 31;

  /**
   * What a container has by default: what containerd leaves it, but MKNOD, which CRI-O and Podman
   * take away as well. A device that root of a container makes is the host's: no filter of devices
   * stands between.
   */
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
          | 1L << AUDIT_WRITE
          | 1L << SETFCAP;

  /** Number of capabilities that Linux has had so far: 0 to CAP_CHECKPOINT_RESTORE (40). */
  public static final int KNOWN = 41;

  private static final List<String> NAMES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "DAC_READ_SEARCH",
          "FOWNER",
          "FSETID",
          "KILL",
          "SETGID",
          "SETUID",
          "SETPCAP",
          "LINUX_IMMUTABLE",
          "NET_BIND_SERVICE",
          "NET_BROADCAST",
          "NET_ADMIN",
          "NET_RAW",
          "IPC_LOCK",
          "IPC_OWNER",
          "SYS_MODULE",
          "SYS_RAWIO",
          "SYS_CHROOT",
          "SYS_PTRACE",
          "SYS_PACCT",
          "SYS_ADMIN",
          "SYS_BOOT",
          "SYS_NICE",
          "SYS_RESOURCE",
          "SYS_TIME",
          "SYS_TTY_CONFIG",
          "MKNOD",
          "LEASE",
          "AUDIT_WRITE",
          "AUDIT_CONTROL",
          "SETFCAP",
          "MAC_OVERRIDE",
          "MAC_ADMIN",
          "SYSLOG",
          "WAKE_ALARM",
          "BLOCK_SUSPEND",
          "AUDIT_READ",
          "PERFMON",
          "BPF",
          "CHECKPOINT_RESTORE");

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PERMITTED = "CapPrm:\t";

  /** To trace processes of others, and to pass through their {@code /proc/PID/root}. */
  public static final long SYS_PTRACE = 1L << 19;

  /** To load a seccomp filter without no_new_privs. */
  public static final long SYS_ADMIN = 1L << 21;

  private Capabilities() {}

  /**
   * Those that this process has, and can give: in a container or a guest root may lack some.
   *
   * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)
   *     </a>
   */
  public static long held() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(PERMITTED)) {
        return Long.parseLong(line, PERMITTED.length(), line.length(), 16) & (1L << KNOWN) - 1;
      }
    }
    throw new IOException(STATUS + " has no line " + PERMITTED.strip());
  }

  /** The bit of a capability by its name in capabilities(7), {@code CAP_CHOWN}; 0 if unknown. */
  public static long bit(String name) {
    int number = name.startsWith("CAP_") ? NAMES.indexOf(name.substring(4)) : -1;
    return number < 0 ? 0 : 1L << number;
  }
}
