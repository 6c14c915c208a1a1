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
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.Waiting;
import java.io.IOException;
import java.util.List;
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
   * Clones, and returns when the command has been executed.
   *
   * @param target a process in whose PID namespace it is to live; empty: one of its own, or the
   *     pod's
   * @throws StartFailure if that is not possible; no process is left then
   */
  public static ContainerStart start(
      PreparedStart prepared, Sandbox sandbox, Cgroup cgroup, Optional<Fd> target)
      throws StartFailure {
    try {
      return identified(spawn(prepared, sandbox, cgroup, target));
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
      PreparedStart prepared, Sandbox sandbox, Cgroup cgroup, Optional<Fd> target)
      throws IOException {
    boolean ownPid = sandbox.ownPid() && target.isEmpty();
    long namespaces = CloneFlags.NEWNS | (ownPid ? CloneFlags.NEWPID : 0);
    Optional<Fd> into = cgroup.openForBirth();
    try {
      if (target.isEmpty()) {
        return Clone.spawn(prepared.program(), namespaces, into);
      }
      Namespaces.childrenIntoPidOf(target.get());
      try {
        return Clone.spawn(prepared.program(), namespaces, into);
      } finally {
        Namespaces.childrenIntoOwnPid();
      }
    } catch (ProgramException e) {
      List<Result> attempts = prepared.built().attempts();
      if (ExecFailure.isCommand(e, attempts)) {
        String command = prepared.plan().argv().get(0);
        throw new StartFailure("StartError", ExecFailure.message(e, attempts, command), e);
      }
      throw createError(e);
    } finally {
      into.ifPresent(Fd::close);
    }
  }

  static StartFailure createError(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (e instanceof ProgramException p
        && p.errno() == Errno.ENODEV
        && message.startsWith("mount overlay")) {
      message += "; this kernel has no overlayfs: modprobe overlay";
    }
    return new StartFailure("CreateContainerError", message, e);
  }
}
