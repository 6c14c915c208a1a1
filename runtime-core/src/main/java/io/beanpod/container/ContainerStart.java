package io.beanpod.container;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.CloneFlags;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.Processes;
import io.beanpod.linux.ProgramException;
import io.beanpod.linux.Waiting;
import java.io.IOException;
import java.util.Optional;

/**
 * Starts a container's process in its cgroup and namespaces.
 *
 * @param child the process, as the pause sees it
 * @param hostPid its id in the PID namespace of /proc; -1 if it has ended already
 * @param startTicks when it started, see {@link Processes#startTime}
 */
public record ContainerStart(Child child, int hostPid, long startTicks) {

  /**
   * Makes the overlay's directories, clones, and returns when the command has been executed.
   *
   * @param target main process of the container whose PID namespace it shares
   * @throws StartFailure if that is not possible; no process is left then
   */
  public static ContainerStart start(
      ContainerPlan plan,
      Sandbox sandbox,
      Cgroup cgroup,
      Optional<Fd> target,
      OverlayDirs dirs,
      ContainerProgram.Stdio stdio)
      throws StartFailure {
    try {
      dirs.create();
      ContainerProgram.Built built =
          ContainerProgram.build(plan, sandbox, dirs, cgroup.joinFiles(), stdio);
      Child child = spawn(plan, sandbox, cgroup, target, built);
      return identified(child);
    } catch (StartFailure e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw createError(e);
    }
  }

  private static ContainerStart identified(Child child) throws IOException {
    try {
      int hostPid = Processes.pidOf(child.pidfd());
      return new ContainerStart(child, hostPid, hostPid > 0 ? Processes.startTime(hostPid) : 0);
    } catch (IOException e) {
      // Nobody would know of it: neither its end nor its user could be told.
      try (Fd pidfd = child.pidfd()) {
        Processes.signal(pidfd, Processes.SIGKILL);
        Waiting.reap(child);
      }
      throw e;
    }
  }

  private static Child spawn(
      ContainerPlan plan,
      Sandbox sandbox,
      Cgroup cgroup,
      Optional<Fd> target,
      ContainerProgram.Built built)
      throws IOException {
    boolean ownPid = sandbox.ownPid() && target.isEmpty();
    boolean join = sandbox.ownPid() && target.isPresent();
    long namespaces = CloneFlags.NEWNS | (ownPid ? CloneFlags.NEWPID : 0);
    Optional<Fd> into = cgroup.openForBirth();
    try {
      if (join) {
        Namespaces.childrenIntoPidOf(target.get());
      }
      return Clone.spawn(built.program(), namespaces, into);
    } catch (ProgramException e) {
      if (ExecFailure.isCommand(e, built.attempts())) {
        String command = plan.argv().get(0);
        throw new StartFailure("StartError", ExecFailure.message(e, built.attempts(), command), e);
      }
      throw createError(e);
    } finally {
      into.ifPresent(Fd::close);
      if (join) {
        Namespaces.childrenIntoOwnPid();
      }
    }
  }

  private static StartFailure createError(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof ProgramException p
        && p.errno() == Errno.ENODEV
        && message.startsWith("mount overlay")) {
      message += "; this kernel has no overlayfs: modprobe overlay";
    }
    return new StartFailure("CreateContainerError", message, e);
  }
}
