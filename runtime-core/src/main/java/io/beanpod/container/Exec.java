package io.beanpod.container;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.Limits;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Namespaces;
import io.beanpod.linux.Processes;
import io.beanpod.linux.ProgramException;
import io.beanpod.linux.Waiting;
import io.beanpod.model.RestartPolicy;
import io.beanpod.store.RuntimeState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a command in a running container. It is a child of this process, and a member of the
 * container's cgroup and of all its namespaces.
 */
public final class Exec {
  /** Exit status of shells for a command that is not there. */
  public static final int NOT_FOUND = 127;

  private final RuntimeState.Container container;
  private final Cgroup cgroup;
  private final List<String> command;

  /** A command in a container. */
  public Exec(CgroupDriver driver, RuntimeState.Container container, List<String> command) {
    this.container = container;
    this.cgroup = driver.cgroup(container.cgroup());
    this.command = command;
  }

  /**
   * Runs it and waits for its end.
   *
   * @param stdin whether it reads this process's standard input, instead of nothing
   * @param terminal whether it gets a terminal of its own, relayed to this process's
   * @return its exit status; 128 + the signal that ended it
   * @throws StartFailure if it could not be started
   */
  public int run(boolean stdin, boolean terminal) throws IOException {
    // The new process shares this one's memory until its execve, already inside the pod: a root
    // process of a shared PID namespace must not be able to look into it.
    Processes.notDumpable();
    try (Fd process = openProcess();
        ExecStreams streams =
            terminal ? new ExecTerminal(process(), stdin) : new ExecPipes(stdin)) {
      Child child = startInItsPidNamespace(process, streams.stdio(terminal));
      streams.relay(child.pidfd());
      try (Fd pidfd = child.pidfd()) {
        Optional<Waiting.Exit> exit = Waiting.reap(child);
        streams.drain();
        return exit.orElseThrow(() -> new IOException("exec: somebody else reaped it")).exitCode();
      }
    }
  }

  private int process() {
    return container.process().pid();
  }

  private Fd openProcess() throws IOException {
    int pid = process();
    if (pid > 0) {
      Fd pidfd = Processes.pidfd(pid);
      if (Processes.startTime(pid) == container.process().startTime()) {
        return pidfd;
      }
      pidfd.close();
    }
    throw new IOException("container \"" + container.name() + "\" is not running");
  }

  /** On a thread of its own, since setns of a PID namespace is for ever. */
  private Child startInItsPidNamespace(Fd process, ExecProgram.Stdio stdio) throws IOException {
    List<Child> started = new ArrayList<>();
    List<IOException> failed = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .name("exec")
            .start(
                () -> {
                  try {
                    started.add(start(process, stdio));
                  } catch (IOException e) {
                    failed.add(e);
                  }
                });
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IOException("interrupted while a process was being started", e);
    }
    if (!failed.isEmpty()) {
      throw failed.get(0);
    }
    return started.get(0);
  }

  private Child start(Fd process, ExecProgram.Stdio stdio) throws IOException {
    Namespaces.childrenIntoPidOf(process);
    List<String> env = new ArrayList<>(container.env());
    if (stdio.terminal()) {
      env.add("TERM=xterm");
    }
    ContainerPlan plan =
        new ContainerPlan(
            container.name(),
            "",
            "",
            List.of(),
            command,
            env,
            Optional.empty(),
            container.workingDir(),
            new Credentials(
                container.user(),
                container.group(),
                container.groups(),
                container.capabilities(),
                container.noNewPrivileges()),
            container.seccompFilter(),
            false, // what has to do with mounts does not matter any more
            false,
            Optional.empty(),
            List.of(),
            Limits.NONE,
            ContainerResources.NONE,
            OomScoreAdj.of(process()),
            LifecyclePlan.plain(ContainerKind.MAIN, RestartPolicy.Never));
    ContainerProgram.Built built =
        ExecProgram.build(plan, process, cgroup.joinFiles(), stdio, PreparedStart.seccomp(plan));
    Optional<Fd> into = cgroup.openForBirth();
    try {
      return Clone.spawn(built.program(), 0, into);
    } catch (ProgramException e) {
      throw new StartFailure(
          "StartError", ExecFailure.message(e, built.attempts(), command.get(0)), e);
    } finally {
      into.ifPresent(Fd::close);
    }
  }
}
