package io.beanpod.container;

import io.beanpod.container.ContainerProgram.Stdio;
import io.beanpod.linux.Fd;
import io.beanpod.linux.MountAttr;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.SyscallProgram;
import java.util.List;
import java.util.Optional;

/**
 * The container's {@code /dev}: a tmpfs with the standard nodes, and the file systems that belong
 * below it. Everything in it is addressed by a descriptor of the tmpfs itself, so what the image
 * has at /dev plays no part.
 *
 * @see <a
 *     href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#default-devices">OCI
 *     default devices</a>
 */
final class DevFs {
  private static final int S_IFCHR = 0020000;
  private static final long PRIVATE = MountAttr.NOSUID | MountAttr.NOEXEC;

  /** Group 5 is tty, as everywhere. */
  private static final List<String> PTS_OPTIONS =
      List.of("newinstance", "ptmxmode=0666", "mode=0620", "gid=5");

  private DevFs() {}

  /** Makes it; the result is a descriptor of it. */
  static Result mount(SyscallProgram p, Result root, Optional<String> shm, int devpts) {
    Result target = Targets.directory(p, root, "dev");
    Result context = p.fsopen("tmpfs");
    p.fsconfigString(context, "mode", "0755");
    p.fsconfigString(context, "size", "65536k");
    p.fsconfigCreate(context, "tmpfs for /dev");
    Result dev = p.fsmount(context, "tmpfs for /dev", MountAttr.NOSUID);
    p.moveMount(dev, target, "/dev");
    nodes(p, dev);
    pts(p, dev, devpts);
    p.mkdirat(dev, "shm", 01777);
    Result shared = p.openTree(SyscallProgram.CWD, shm.orElse("/dev/shm"), false);
    p.moveMount(shared, Targets.existing(p, dev, "shm", true), "/dev/shm");
    p.mkdirat(dev, "mqueue", 01777);
    Result queues = p.fsopen("mqueue"); // that of the pod's IPC namespace
    p.fsconfigCreate(queues, "mqueue");
    Result mqueue = p.fsmount(queues, "mqueue", PRIVATE | MountAttr.NODEV);
    p.moveMount(mqueue, Targets.existing(p, dev, "mqueue", true), "/dev/mqueue");
    return dev;
  }

  private static void nodes(SyscallProgram p, Result dev) {
    p.mknodat(dev, "null", S_IFCHR | 0666, 1, 3);
    p.mknodat(dev, "zero", S_IFCHR | 0666, 1, 5);
    p.mknodat(dev, "full", S_IFCHR | 0666, 1, 7);
    p.mknodat(dev, "random", S_IFCHR | 0666, 1, 8);
    p.mknodat(dev, "urandom", S_IFCHR | 0666, 1, 9);
    p.mknodat(dev, "tty", S_IFCHR | 0666, 5, 0);
    p.symlinkat("/proc/self/fd", dev, "fd");
    p.symlinkat("/proc/self/fd/0", dev, "stdin");
    p.symlinkat("/proc/self/fd/1", dev, "stdout");
    p.symlinkat("/proc/self/fd/2", dev, "stderr");
    p.symlinkat("pts/ptmx", dev, "ptmx");
  }

  /**
   * A devpts of its own, for {@link ContainerProgram.Stdio}: made before the container, whose
   * standard streams are a terminal of it.
   */
  static Fd pts() throws SyscallException {
    return Mounts.detached("devpts", PTS_OPTIONS, PRIVATE);
  }

  private static void pts(SyscallProgram p, Result dev, int made) {
    p.mkdirat(dev, "pts", 0755);
    if (made != Stdio.NONE) {
      Result target = Targets.existing(p, dev, "pts", true);
      p.moveMount(SyscallProgram.number(made), target, "/dev/pts");
      return;
    }
    Result context = p.fsopen("devpts");
    for (String option : PTS_OPTIONS) {
      int equals = option.indexOf('=');
      if (equals < 0) {
        p.fsconfigFlag(context, option);
      } else {
        p.fsconfigString(context, option.substring(0, equals), option.substring(equals + 1));
      }
    }
    p.fsconfigCreate(context, "devpts");
    Result devpts = p.fsmount(context, "devpts", PRIVATE);
    p.moveMount(devpts, Targets.existing(p, dev, "pts", true), "/dev/pts");
  }

  /** A descriptor of the container's own /dev/null, to bind over files. */
  static Result nullDevice(SyscallProgram p, Result root) {
    return p.openat2(root, "dev/null", Fd.O_PATH, Resolve.NO_SYMLINKS);
  }
}
