package io.beanpod.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child does between {@code clone3} and {@code execve}: a list of system calls, as data. No
 * Java code may run there (a forked JVM hangs), so the {@link Trampoline} walks this list instead.
 *
 * <p>One method per system call, which adds a step. The {@link StepList.Result} of a step can be an
 * argument of any later one: {@code openat2} hands its descriptor to {@code move_mount}. A step
 * that fails ends the child and is reported by name, unless it stands inside {@link
 * StepList#tolerating}.
 */
public final class SyscallProgram extends StepList {
  /** {@code AT_FDCWD}: paths are relative to the working directory. */
  public static final Arg CWD = number(Fd.AT_FDCWD);

  private static final int OPEN_HOW_SIZE = 24;

  // ---- mounts: https://man7.org/linux/man-pages/man2/mount.2.html and the fd-based calls

  public void mount(String source, String target, String type, long flags, String data) {
    String detail = type.isEmpty() ? source + " on " + target : type + " on " + target;
    add(
        "mount",
        detail,
        Nr.MOUNT,
        string(source),
        string(target),
        string(type),
        number(flags),
        string(data));
  }

  public void umount2(String target, int flags) {
    add("umount2", target, Nr.UMOUNT2, string(target), number(flags));
  }

  /** Makes the file system context of {@code type}. */
  public Result fsopen(String type) {
    return add("fsopen", type, Nr.FSOPEN, string(type), number(1));
  }

  /** FSCONFIG_SET_STRING. */
  public void fsconfigString(Result context, String key, String value) {
    add(
        "fsconfig",
        key + "=" + value,
        Nr.FSCONFIG,
        context,
        number(1),
        string(key),
        string(value),
        number(0));
  }

  /** FSCONFIG_SET_FLAG. */
  public void fsconfigFlag(Result context, String key) {
    add("fsconfig", key, Nr.FSCONFIG, context, number(0), string(key), number(0), number(0));
  }

  /** FSCONFIG_CMD_CREATE: makes the superblock. */
  public void fsconfigCreate(Result context, String what) {
    add(
        "fsconfig",
        "create " + what,
        Nr.FSCONFIG,
        context,
        number(6),
        number(0),
        number(0),
        number(0));
  }

  /**
   * Makes a detached mount of a context.
   *
   * @param attributes of {@link MountAttr}
   */
  public Result fsmount(Result context, String what, long attributes) {
    return add("fsmount", what, Nr.FSMOUNT, context, number(1), number(attributes));
  }

  /** Attaches the mount behind {@code mount} on the object behind {@code target}. */
  public void moveMount(Arg mount, Arg target, String where) {
    // MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH: both ends are descriptors, so that no
    // symlink can come between the check and the use.
    add(
        "move_mount",
        "on " + where,
        Nr.MOVE_MOUNT,
        mount,
        string(""),
        target,
        string(""),
        number(0x44));
  }

  /** A detached bind mount (OPEN_TREE_CLONE) of a path. */
  public Result openTree(Arg dir, String path, boolean recursive) {
    return add(
        "open_tree",
        path,
        Nr.OPEN_TREE,
        dir,
        string(path),
        number(1 | Fd.O_CLOEXEC | (recursive ? 0x8000 : 0)));
  }

  /** A detached bind mount of the object behind a descriptor. */
  public Result openTree(Arg object, String what) {
    return add(
        "open_tree", what, Nr.OPEN_TREE, object, string(""), number(1 | Fd.O_CLOEXEC | 0x1000));
  }

  /** Sets attributes ({@link MountAttr}) of the mount behind {@code mount}. */
  public void mountSetattr(Arg mount, String what, long set, boolean recursive) {
    ByteBuffer attr = words(4);
    attr.putLong(set);
    add(
        "mount_setattr",
        what,
        Nr.MOUNT_SETATTR,
        mount,
        string(""),
        number(0x1000 | (recursive ? 0x8000 : 0)),
        bytes(attr.array()),
        number(32));
  }

  public void pivotRoot(String newRoot, String putOld) {
    add("pivot_root", "", Nr.PIVOT_ROOT, string(newRoot), string(putOld));
  }

  // ---- files

  public Result openat(Arg dir, String path, int flags, int mode) {
    return add(
        "openat", path, Nr.OPENAT, dir, string(path), number(flags | Fd.O_CLOEXEC), number(mode));
  }

  /**
   * Opens below {@code dir}, resolving as {@code resolve} says.
   *
   * @param resolve of {@link Resolve}
   * @see <a href="https://man7.org/linux/man-pages/man2/openat2.2.html">openat2(2)</a>
   */
  public Result openat2(Arg dir, String path, int flags, long resolve) {
    ByteBuffer how = words(3);
    how.putLong(flags | Fd.O_CLOEXEC).putLong(0).putLong(resolve);
    return add(
        "openat2", path, Nr.OPENAT2, dir, string(path), bytes(how.array()), number(OPEN_HOW_SIZE));
  }

  public void mkdirat(Arg dir, String path, int mode) {
    add("mkdirat", path, Nr.MKDIRAT, dir, string(path), number(mode));
  }

  public void mknodat(Arg dir, String path, int mode, int major, int minor) {
    add("mknodat", path, Nr.MKNODAT, dir, string(path), number(mode), number(dev(major, minor)));
  }

  public void fchownat(Arg dir, String path, int uid, int gid) {
    add("fchownat", path, Nr.FCHOWNAT, dir, string(path), number(uid), number(gid), number(0));
  }

  public void symlinkat(String content, Arg dir, String path) {
    add("symlinkat", path + " -> " + content, Nr.SYMLINKAT, string(content), dir, string(path));
  }

  public void unlinkat(Arg dir, String path) {
    add("unlinkat", path, Nr.UNLINKAT, dir, string(path), number(0));
  }

  /** Writes {@code text} in one call. */
  public void write(Arg fd, String text, String what) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    add("write", what, Nr.WRITE, fd, bytes(utf8), number(utf8.length));
  }

  public void dup3(Arg fd, int target) {
    add("dup3", target + "", Nr.DUP3, fd, number(target), number(0));
  }

  /** A copy of {@code fd} with a number of at least {@code lowest}, closed by execve. */
  public Result dupAbove(Arg fd, int lowest) {
    return add("fcntl", "F_DUPFD_CLOEXEC", Nr.FCNTL, fd, number(1030), number(lowest));
  }

  public void close(Arg fd) {
    add("close", "", Nr.CLOSE, fd);
  }

  /** Closes every descriptor from {@code first} on. */
  public void closeFrom(int first) {
    add(
        "close_range",
        first + " to the last",
        Nr.CLOSE_RANGE,
        number(first),
        number(0xffffffffL),
        number(0));
  }

  /** Marks every descriptor from {@code first} on to be closed by execve. */
  public void closeOnExecFrom(int first) {
    add(
        "close_range",
        first + " to the last",
        Nr.CLOSE_RANGE,
        number(first),
        number(0xffffffffL),
        number(4));
  }

  public Result chdir(String path) {
    return add("chdir", path, Nr.CHDIR, string(path));
  }

  public void fchdir(Arg dir, String what) {
    add("fchdir", what, Nr.FCHDIR, dir);
  }

  public void umask(int mask) {
    add("umask", "", Nr.UMASK, number(mask));
  }

  // ---- namespaces and identity

  /** Enters the namespaces of {@code fd}; {@code types} of {@link CloneFlags}. */
  public void setns(Arg fd, long types, String what) {
    add("setns", what, Nr.SETNS, fd, number(types));
  }

  public void unshare(long types, String what) {
    add("unshare", what, Nr.UNSHARE, number(types));
  }

  public void sethostname(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    add("sethostname", name, Nr.SETHOSTNAME, bytes(utf8), number(utf8.length));
  }

  public void setsid() {
    add("setsid", "", Nr.SETSID);
  }

  /** Makes the terminal at {@code fd} the controlling one of this session. */
  public void controllingTerminal(int fd) {
    add("ioctl", "TIOCSCTTY", Nr.IOCTL, number(fd), number(0x540e), number(0));
  }

  /** SIOCSIFFLAGS on a socket: brings up the interface. */
  public void interfaceUp(Result socket, String name) {
    ByteBuffer ifreq = ByteBuffer.allocate(40).order(ByteOrder.nativeOrder());
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length > 15) { // IFNAMSIZ with its NUL
      throw new IllegalArgumentException("an interface name has at most 15 bytes: " + name);
    }
    ifreq.put(ascii);
    ifreq.position(16).putShort((short) 1); // IFF_UP
    add(
        "ioctl",
        "SIOCSIFFLAGS " + name + " up",
        Nr.IOCTL,
        socket,
        number(0x8914),
        bytes(ifreq.array()));
  }

  public Result socket(int domain, int type) {
    return add("socket", "", Nr.SOCKET, number(domain), number(type | Fd.O_CLOEXEC), number(0));
  }

  /**
   * Filters the system calls of this thread and of what it becomes; the next steps too.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/seccomp.2.html">seccomp(2)</a>
   */
  public void seccomp(SeccompFilter filter) {
    Arg flags = number(filter.flags());
    add("seccomp", "SECCOMP_SET_MODE_FILTER", Nr.SECCOMP, number(1), flags, new Filter(filter));
  }

  public void setgroups(int[] groups) {
    ByteBuffer b =
        ByteBuffer.allocate(Math.max(4, groups.length * 4)).order(ByteOrder.nativeOrder());
    for (int g : groups) {
      b.putInt(g);
    }
    add("setgroups", "", Nr.SETGROUPS, number(groups.length), bytes(b.array()));
  }

  public void setresgid(int gid) {
    add("setresgid", gid + "", Nr.SETRESGID, number(gid), number(gid), number(gid));
  }

  public void setresuid(int uid) {
    add("setresuid", uid + "", Nr.SETRESUID, number(uid), number(uid), number(uid));
  }

  public void prctl(String what, int option, long value) {
    add("prctl", what, Nr.PRCTL, number(option), number(value), number(0), number(0), number(0));
  }

  /** Sets the three capability sets of the calling thread to these bit masks. */
  public void capset(long effective, long permitted, long inheritable) {
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    header.putInt(0x20080522).putInt(0); // _LINUX_CAPABILITY_VERSION_3, this thread
    ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.nativeOrder());
    for (int half = 0; half < 64; half += 32) {
      data.putInt((int) (effective >>> half));
      data.putInt((int) (permitted >>> half));
      data.putInt((int) (inheritable >>> half));
    }
    add("capset", "", Nr.CAPSET, bytes(header.array()), bytes(data.array()));
  }

  /** A new session keyring, so that the container does not see the host's. */
  public void newSessionKeyring() {
    add("keyctl", "KEYCTL_JOIN_SESSION_KEYRING", Nr.KEYCTL, number(1), number(0));
  }

  /**
   * How nice the process is to others: -20 to 19.
   *
   * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
   */
  public void setpriority(int nice) {
    add("setpriority", nice + "", Nr.SETPRIORITY, number(0), number(0), number(nice));
  }

  // ---- signals

  /** Blocks exactly the signals of {@code mask} (bit n-1 for signal n). */
  public void signalMask(long mask) {
    ByteBuffer set = words(1);
    set.putLong(mask);
    Arg blocked = bytes(set.array());
    add("rt_sigprocmask", "", Nr.RT_SIGPROCMASK, number(2), blocked, number(0), number(8));
  }

  /** Ignores a signal, or gives it its default action; execve keeps both. */
  public void signalAction(int signal, boolean ignore) {
    ByteBuffer action = words(4); // struct sigaction of the kernel: handler, flags, restorer, mask
    action.putLong(ignore ? 1 : 0);
    add(
        "rt_sigaction",
        "signal " + signal,
        Nr.RT_SIGACTION,
        number(signal),
        bytes(action.array()),
        number(0),
        number(8));
  }

  // ---- the end

  public Result execve(String path, List<String> argv, List<String> env) {
    return add("execve", path, Nr.EXECVE, string(path), pointers(argv), pointers(env));
  }

  /**
   * Tries each path in turn, as {@code execvp} does with the directories of PATH: the program goes
   * on to the next one after any error, and fails with the last one's.
   *
   * @return the attempts, whose errors {@link ProgramException#errorOf} tells
   */
  public List<Result> execveFirst(List<String> paths, List<String> argv, List<String> env) {
    List<Result> attempts = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      if (i + 1 < paths.size()) {
        tolerating(0, () -> attempts.add(execve(path, argv, env)));
      } else {
        attempts.add(execve(path, argv, env));
      }
    }
    return attempts;
  }

  public void exit(int status) {
    add("exit_group", "", Nr.EXIT_GROUP, number(status));
  }

  private static ByteBuffer words(int n) {
    return ByteBuffer.allocate(8 * n).order(ByteOrder.nativeOrder());
  }

  /** The kernel's encoding of a device number (MKDEV of the user ABI). */
  static long dev(int major, int minor) {
    return (minor & 0xff) | ((long) major << 8) | ((long) (minor & ~0xff) << 12);
  }
}
