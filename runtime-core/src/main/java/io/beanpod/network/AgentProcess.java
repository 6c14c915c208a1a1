package io.beanpod.network;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.container.ContainerProgram;
import io.beanpod.container.OomScoreAdj;
import io.beanpod.jvm.SmallJvm;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.linux.Nftables;
import io.beanpod.linux.Processes;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The process of the network agent, as command lines see it: it lives in a cgroup of its own, as a
 * pause does, so that it ends with no session and no terminal, and holds {@code agent.lock} as long
 * as it lives.
 */
final class AgentProcess {
  /** The descriptor at which it listens for what command lines hand it. */
  static final int CONTROL = 3;

  private static final int LOCK = 4;
  private static final String MAIN = "io.beanpod.agent.NetworkAgent";
  private static final int NICEST = 19; // nobody waits for its start, but for the next command

  private final Root root;

  AgentProcess(Root root) {
    this.root = root;
  }

  private String cgroup() {
    return root.cgroup() + "/agent";
  }

  /** Whether there was one that nobody has ended yet. */
  boolean traces() {
    return Files.exists(AgentFiles.control(root)) || Files.exists(AgentFiles.pid(root));
  }

  /**
   * Starts it.
   *
   * @param lock held, and kept by the child
   * @param control a Unix socket that listens
   */
  void start(Flock lock, Fd control) throws IOException {
    Cgroup cgroup = CgroupDriver.detect(root).create(cgroup());
    Optional<Fd> into = cgroup.openForBirth();
    try {
      Child child = Clone.spawn(program(cgroup, lock, control), 0, into);
      child.pidfd().close();
    } finally {
      into.ifPresent(Fd::close);
    }
  }

  private SyscallProgram program(Cgroup cgroup, Flock lock, Fd control) {
    SyscallProgram p = new SyscallProgram();
    ContainerProgram.joinCgroups(p, cgroup.joinFiles());
    OomScoreAdj.set(p, OomScoreAdj.PAUSE);
    Result listening = p.dupAbove(SyscallProgram.number(control.number()), 10);
    Result held = p.dupAbove(SyscallProgram.number(lock.fd().number()), 10);
    Result none = p.openat(SyscallProgram.CWD, "/dev/null", Fd.O_RDWR, 0);
    Result nowhere = p.dupAbove(none, 10);
    String log = AgentFiles.log(root).toString();
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_APPEND;
    Result toLog = p.openat(SyscallProgram.CWD, log, flags, 0600);
    Result trouble = p.dupAbove(toLog, 10);
    p.dup3(nowhere, 0);
    p.dup3(nowhere, 1);
    p.dup3(trouble, 2);
    p.dup3(listening, CONTROL);
    p.dup3(held, LOCK);
    p.closeOnExecFrom(LOCK + 1);
    p.chdir("/");
    p.umask(0022);
    p.setsid();
    ContainerProgram.resetSignals(p);
    p.signalMask(0);
    p.setpriority(NICEST);
    p.execve(SmallJvm.java(), arguments(), environment());
    return p;
  }

  private List<String> arguments() {
    List<String> options = new ArrayList<>();
    String library = System.getProperty(Nftables.PROPERTY);
    if (library != null) {
      options.add("-D" + Nftables.PROPERTY + "=" + library);
    }
    List<String> command =
        SmallJvm.command("agent", MAIN, List.of("dnsjava", "slf4j-api", "slf4j-nop"), options);
    command.add(root.isDefault() ? "" : root.base().toString());
    return command;
  }

  private static List<String> environment() {
    List<String> env = new ArrayList<>();
    env.add("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
    env.add("LC_ALL=C.UTF-8");
    env.add("MALLOC_ARENA_MAX=1");
    String resolvConf = System.getenv("BEANPOD_RESOLV_CONF");
    if (resolvConf != null && !resolvConf.isEmpty()) {
      env.add("BEANPOD_RESOLV_CONF=" + Path.of(resolvConf).toAbsolutePath()); // it works in /
    }
    return env;
  }

  /** Kills it, if it is there; to be ended then. */
  void kill() throws IOException {
    if (traces()) {
      for (int pid : CgroupDriver.detect(root).cgroup(cgroup()).processes()) {
        Processes.kill(pid, Processes.SIGKILL);
      }
    }
  }

  /** Ends it, if it is there, and waits for that; nothing of it is left but its log. */
  void end() throws IOException {
    if (traces()) {
      Cgroup cgroup = CgroupDriver.detect(root).cgroup(cgroup());
      cgroup.kill();
      cgroup.remove();
      Files.deleteIfExists(AgentFiles.pid(root));
      if (!AgentLaunch.others(root)) {
        Files.deleteIfExists(AgentFiles.nameservers(root));
        Files.deleteIfExists(AgentFiles.control(root));
      } // else a command has bound the sockets, and starts the agent for the next pod or ends it
    }
  }
}
