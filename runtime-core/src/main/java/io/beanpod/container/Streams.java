package io.beanpod.container;

import io.beanpod.linux.At;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Both sides of a container's standard streams.
 *
 * @param stdio the numbers of what the container gets
 * @param theirs the descriptors it gets, to be closed here when it has them
 * @param outputs to be read: stdout and stderr, or the master of its terminal alone
 * @param input to be written: what its stdin reads, or the master of its terminal; empty: it reads
 *     /dev/null
 */
public record Streams(
    ContainerProgram.Stdio stdio, List<Fd> theirs, List<Fd> outputs, Optional<Fd> input) {
  private static final int PIPE_CAPACITY = 256 * 1024;
  private static final int UNCHANGED = -1;

  /**
   * Opens all of them or none: a pod restarts for days, and must not lose a descriptor each time.
   */
  public static Streams open(ContainerPlan plan) throws SyscallException {
    List<Fd> opened = new ArrayList<>();
    try {
      return plan.life().tty() ? terminal(plan, opened) : pipes(plan, opened);
    } catch (SyscallException e) {
      opened.forEach(Fd::close);
      throw e;
    }
  }

  /** Closes both sides of all of them. */
  void close() {
    theirs.forEach(Fd::close);
    outputs.forEach(Fd::close);
    input.ifPresent(Fd::close);
  }

  private static Streams pipes(ContainerPlan plan, List<Fd> opened) throws SyscallException {
    Descriptors.Pair stdout = pipe(opened);
    Descriptors.Pair stderr = pipe(opened);
    Descriptors.pipeCapacity(stdout.first(), PIPE_CAPACITY);
    List<Fd> theirs = new ArrayList<>(List.of(stdout.second(), stderr.second()));
    Optional<Fd> input = Optional.empty();
    int stdin = ContainerProgram.Stdio.NONE;
    if (plan.life().stdin()) {
      Descriptors.Pair pipe = pipe(opened);
      theirs.add(pipe.first());
      input = Optional.of(pipe.second());
      stdin = pipe.first().number();
    }
    for (Fd fd : theirs) {
      give(fd, plan.credentials().uid());
    }
    ContainerProgram.Stdio stdio =
        new ContainerProgram.Stdio(
            stdin, stdout.second().number(), stderr.second().number(), ContainerProgram.Stdio.NONE);
    return new Streams(stdio, theirs, List.of(stdout.first(), stderr.first()), input);
  }

  private static Descriptors.Pair pipe(List<Fd> opened) throws SyscallException {
    Descriptors.Pair pipe = Descriptors.pipe();
    opened.add(pipe.first());
    opened.add(pipe.second());
    return pipe;
  }

  /** The terminal is one of the container's own /dev/pts, so that {@code tty} says the truth. */
  private static Streams terminal(ContainerPlan plan, List<Fd> opened) throws SyscallException {
    Fd devpts = DevFs.pts();
    opened.add(devpts);
    Terminal.Pty pty = Terminal.open(devpts);
    opened.add(pty.master());
    opened.add(pty.slave());
    give(pty.slave(), plan.credentials().uid());
    Fd input = pty.master().duplicate();
    int slave = pty.slave().number();
    return new Streams(
        new ContainerProgram.Stdio(slave, slave, slave, devpts.number()),
        List.of(pty.slave(), devpts),
        List.of(pty.master()),
        Optional.of(input));
  }

  /**
   * A user other than root may open /dev/stdout and the like only if it is theirs, as with runc.
   */
  private static void give(Fd stream, int uid) throws SyscallException {
    if (uid != 0) {
      At.fchownat(stream, "", uid, UNCHANGED);
    }
  }
}
