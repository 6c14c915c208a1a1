package io.beanpod.container;

import io.beanpod.linux.CloneFlags;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.linux.StepList.Arg;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container as a syscall program: from the clone of the pause to the application's execve.
 *
 * <p>The order matters. The cgroup comes first, so that all the memory the child touches is counted
 * there. All mounts are made while the old root is still there, each on a target that openat2 has
 * resolved below the new root; /proc comes last, so that no symlink leads a volume into it. After
 * pivot_root the host can't be named any more; then every descriptor but stdio is closed, and only
 * after that the working directory is entered (CVE-2024-21626: a working directory of
 * /proc/self/fd/7 led to a leaked host directory).
 */
public final class ContainerProgram {
  private static final int PR_SET_PDEATHSIG = 1;
  private static final int SIGKILL = 9;
  private static final int MNT_DETACH = 2;
  private static final int LAST_STANDARD_SIGNAL = 31;
  private static final int SIGSTOP = 19;

  private ContainerProgram() {}

  /** The program, and the steps by which the command is looked for in PATH. */
  public record Built(SyscallProgram program, List<Result> attempts) {}

  /**
   * Descriptors of this process that become the container's standard streams.
   *
   * @param stdin number of a descriptor, at least 3; {@link #NONE}: the container's /dev/null
   * @param stdout number of a descriptor, at least 3
   * @param stderr number of a descriptor, at least 3
   * @param devpts the devpts that becomes its /dev/pts, if the streams are a terminal of that; else
   *     {@link #NONE}: it gets a new one
   */
  public record Stdio(int stdin, int stdout, int stderr, int devpts) {
    /** There is no such descriptor. */
    public static final int NONE = -1;

    /** Nothing to read, and no terminal. */
    public static Stdio output(int stdout, int stderr) {
      return new Stdio(NONE, stdout, stderr, NONE);
    }
  }

  /**
   * Puts the program together.
   *
   * @param trees what is attached at each of the plan's mounts
   * @param joinFiles see {@link io.beanpod.cgroup.Cgroup#joinFiles}
   * @param devices of the host, for a privileged one
   * @param filter of its system calls; empty: it may make any
   */
  public static Built build(
      ContainerPlan plan,
      Sandbox sandbox,
      OverlayDirs overlay,
      List<MountTrees.Tree> trees,
      List<Path> joinFiles,
      Stdio stdio,
      List<HostDevices.Device> devices,
      Optional<SeccompFilter> filter) {
    SyscallProgram p = new SyscallProgram();
    joinCgroups(p, joinFiles);
    OomScoreAdj.set(p, plan.oomScoreAdj());
    p.unshare(CloneFlags.NEWCGROUP, "cgroup");
    p.umask(0);
    Result root = overlay.mount(p, sandbox.layers(), plan.layers());
    Result dev = DevFs.mount(p, root, sandbox.shm(), stdio.devpts());
    if (!devices.isEmpty()) {
      HostDevices.make(p, dev, devices);
    }
    Result nullDevice = DevFs.nullDevice(p, root); // before a volume may cover it
    SysFs.mount(p, root, sandbox.cgroups(), plan.privileged());
    if (!trees.isEmpty()) {
      VolumeMounts.mount(p, root, plan.mounts(), trees);
    }
    EtcFiles.mount(p, root, sandbox.etc(), plan); // on top of a volume at /etc
    TerminationLog.mount(p, root, overlay.terminationLog(), plan.life().terminationMessagePath());
    Result proc = ProcFs.mount(p, root);
    if (!plan.privileged()) {
      ProcFs.mask(p, proc, nullDevice);
    }
    p.fchdir(root, "the container's root");
    p.pivotRoot(".", ".");
    p.umount2(".", MNT_DETACH); // the old root, which lies on top of the new one
    p.chdir("/");
    p.dup3(
        stdio.stdin() == Stdio.NONE
            ? p.openat(SyscallProgram.CWD, "/dev/null", Fd.O_RDONLY, 0)
            : SyscallProgram.number(stdio.stdin()),
        0);
    p.dup3(SyscallProgram.number(stdio.stdout()), 1);
    p.dup3(SyscallProgram.number(stdio.stderr()), 2);
    p.closeFrom(3);
    enter(p, plan.workingDir());
    if (plan.readOnlyRoot()) { // not before: mount points and working directory may be made in it
      Result top = p.openat(SyscallProgram.CWD, "/", Fd.O_PATH | Fd.O_DIRECTORY, 0);
      p.mountSetattr(top, "/ read-only", MountAttr.RDONLY, false);
      p.close(top);
    }
    p.setsid();
    if (stdio.devpts() != Stdio.NONE) {
      p.controllingTerminal(0);
    }
    List<Result> attempts = becomeAndExec(p, plan, filter, sandbox.dieWithPause());
    return new Built(p, attempts);
  }

  /** The steps from a process in the right namespaces and directory to the command. */
  static List<Result> becomeAndExec(
      SyscallProgram p, ContainerPlan plan, Optional<SeccompFilter> filter, boolean dieWithParent) {
    p.umask(0022);
    p.tolerating(Errno.ENOSYS, p::newSessionKeyring); // a kernel without CONFIG_KEYS
    resetSignals(p);
    Privileges.drop(p, plan.credentials(), filter.isPresent());
    if (dieWithParent) {
      p.prctl("PR_SET_PDEATHSIG", PR_SET_PDEATHSIG, SIGKILL); // after setuid, which clears it
    }
    filter.ifPresent(p::seccomp); // last: it must not have to allow our own calls
    return p.execveFirst(CommandPath.candidates(plan.argv(), plan.env()), plan.argv(), plan.env());
  }

  /** "0" stands for the writer itself. */
  public static void joinCgroups(SyscallProgram p, List<Path> joinFiles) {
    for (Path joined : joinFiles) {
      String file = joined.toString();
      Result procs = p.openat(SyscallProgram.CWD, file, Fd.O_WRONLY, 0);
      p.write(procs, "0", file);
      p.close(procs);
    }
  }

  /**
   * Changes to the working directory, which is made where the image lacks it, as runc does. All of
   * this happens in the container's own root, so its symlinks lead nowhere else.
   */
  static void enter(SyscallProgram p, String workingDir) {
    if (workingDir.equals("/")) {
      return;
    }
    p.firstOf(
        () -> p.chdir(workingDir),
        () -> {
          for (int slash = workingDir.indexOf('/', 1);
              slash > 0;
              slash = workingDir.indexOf('/', slash + 1)) {
            makeDirectory(p, SyscallProgram.CWD, workingDir.substring(0, slash));
          }
          makeDirectory(p, SyscallProgram.CWD, workingDir);
          return p.chdir(workingDir);
        });
  }

  static void makeDirectory(SyscallProgram p, Arg dir, String path) {
    p.tolerating(Errno.EEXIST, () -> p.mkdirat(dir, path, 0755));
  }

  /**
   * Signals that the pause or the user's shell (nohup, a job in the background) ignores would stay
   * ignored across execve, and the pause's blocked ones blocked.
   */
  public static void resetSignals(SyscallProgram p) {
    for (int signal = 1; signal <= LAST_STANDARD_SIGNAL; signal++) {
      if (signal != SIGKILL && signal != SIGSTOP) {
        p.signalAction(signal, false);
      }
    }
    p.signalMask(0);
  }
}
