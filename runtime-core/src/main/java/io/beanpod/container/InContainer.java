package io.beanpod.container;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.ProgramException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Starts the commands of probes and hooks in a container of the pause. Unlike {@link Exec} it does
 * not wait for them: whoever reaps the pause's children learns of their end.
 */
public final class InContainer {
  private InContainer() {}

  /**
   * Starts a command with the container's user, environment and namespaces, as the leader of a
   * process group of its own, and without standard input.
   *
   * @param process the container's main process
   * @param ownPid whether the container has a PID namespace of its own
   * @param output number of the descriptor that becomes its stdout and stderr
   * @throws StartFailure if that is not possible; no process is left then
   */
  public static Child start(
      ContainerPlan plan,
      List<String> command,
      Cgroup cgroup,
      Fd process,
      boolean ownPid,
      int output)
      throws IOException {
    ExecProgram.Stdio stdio = new ExecProgram.Stdio(-1, output, output, false);
    ContainerProgram.Built built =
        ExecProgram.build(
            plan.running(command), process, cgroup.joinFiles(), stdio, PreparedStart.seccomp(plan));
    Optional<Fd> into = cgroup.openForBirth();
    try {
      if (ownPid) {
        Namespaces.childrenIntoPidOf(process);
      }
      try {
        return Clone.spawn(built.program(), 0, into);
      } finally {
        if (ownPid) {
          Namespaces.childrenIntoOwnPid();
        }
      }
    } catch (ProgramException e) {
      String message = ExecFailure.message(e, built.attempts(), command.get(0));
      throw new StartFailure("StartError", message, e);
    } finally {
      into.ifPresent(Fd::close);
    }
  }
}
