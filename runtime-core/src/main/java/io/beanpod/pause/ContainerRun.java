package io.beanpod.pause;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.config.ConfigException;
import io.beanpod.config.ConfigObjects;
import io.beanpod.config.Environment;
import io.beanpod.container.ContainerPlan;
import io.beanpod.container.ContainerResources;
import io.beanpod.container.ContainerStart;
import io.beanpod.container.MountTrees;
import io.beanpod.container.OverlayDirs;
import io.beanpod.container.PreparedStart;
import io.beanpod.container.Sandbox;
import io.beanpod.container.StartFailure;
import io.beanpod.lifecycle.Clock;
import io.beanpod.lifecycle.ContainerLife;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Waiting;
import io.beanpod.pod.PodPlan;
import io.beanpod.pod.Trees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One container of the pod: its process, its overlay and its log now. What its end means is {@link
 * ContainerLife}'s to say.
 */
final class ContainerRun {
  private static final long LOG_WAIT_MILLIS = 2000;

  /** A container that has run for so long leaves the pause the time. */
  private static final long PREPARE_MILLIS = 200;

  private static final long MOUNT_RETRY_MILLIS = 10_000; // backOffPeriod of pkg/kubelet/kubelet.go

  /** Where this container's things lie, each start having its own below. */
  record Places(Path data, Path logs) {}

  private ContainerPlan plan;
  private ContainerPlan inForce;
  private ContainerPlan started;
  private final Cgroup cgroup;
  private final Places places;
  private final ContainerLife life;
  private final Clock clock;

  private Optional<ContainerStart> process = Optional.empty();
  private Optional<OverlayDirs> overlay = Optional.empty();
  private Optional<LogRelay.Log> running = Optional.empty();
  private Optional<LogRelay.Log> ended = Optional.empty();
  private long endedMillis;
  private long oomKillsBefore;
  private long oomKillsTold;
  private Optional<PreparedStart> next = Optional.empty();
  private boolean unpreparable;
  private Optional<LastWords> lastWords = Optional.empty();

  /** A message that is still to be looked for, when the log is whole. */
  private record LastWords(String id, Path log, int max) {}

  ContainerRun(ContainerPlan plan, Cgroup cgroup, Places places, ContainerLife life, Clock clock) {
    this.plan = plan;
    inForce = plan;
    started = plan;
    this.cgroup = cgroup;
    this.places = places;
    this.life = life;
    this.clock = clock;
  }

  ContainerPlan plan() {
    return plan;
  }

  /** With the command and the environment of the latest start. */
  ContainerPlan started() {
    return started;
  }

  Cgroup cgroup() {
    return cgroup;
  }

  ContainerLife life() {
    return life;
  }

  Optional<ContainerStart> process() {
    return process;
  }

  Optional<OverlayDirs> overlay() {
    return overlay;
  }

  /** Where its logs lie, those of earlier starts too. */
  Path logs() {
    return places.logs();
  }

  Path log() {
    return places.logs().resolve(life.attempt() + ".log");
  }

  ContainerView view() {
    ContainerResources now = life.alive() ? inForce.resources() : plan.resources();
    return new ContainerView(
        plan.image(), plan.imageId(), now.tree(), plan.resources().requests(), plan.mounts(), life);
  }

  /** The main process, which has to be there. */
  Fd pidfd() throws IOException {
    if (process.isEmpty()) {
      throw new IOException("container " + plan.name() + " is not running");
    }
    return process.get().child().pidfd();
  }

  /** Whether that is the main process's id on the host. */
  boolean isProcess(int pid) {
    return process.isPresent() && process.get().hostPid() == pid;
  }

  /** How many processes were killed for want of memory since this was asked last. */
  long newOomKills() throws IOException {
    long kills = cgroup.oomKills();
    long more = kills - oomKillsTold;
    oomKillsTold = kills;
    return more;
  }

  /** The plan whose limits its cgroup has. */
  ContainerPlan inForce() {
    return inForce;
  }

  /** Its cgroup has the limits of its plan. */
  void resized() {
    inForce = plan;
  }

  /** What its next start is to be. */
  void become(ContainerPlan newPlan) {
    dropNext();
    plan = newPlan;
  }

  /**
   * Starts the process. A failure is the container's state, not an exception: it is what the user
   * has to see, and it may be gone at the next try.
   *
   * @param id 64 hexadecimal digits
   * @param others the pod's containers, of which one may be its target
   */
  void start(Sandbox sandbox, LogRelay relay, String id, Containers others) {
    life.events().pulled(plan.image());
    if (plan.refusal().isPresent()) {
      life.notConfigured(plan.refusal().get());
      return;
    }
    List<MountTrees.Tree> trees;
    try {
      started = resolved(others.plan());
      trees = PreparedStart.trees(started, sandbox);
    } catch (ConfigException e) {
      life.notConfigured(e.getMessage());
      return;
    } catch (StartFailure e) { // what a volume has at a path may be another soon
      life.notConfigured(e.getMessage(), MOUNT_RETRY_MILLIS);
      return;
    }
    life.starting(id);
    unpreparable = false;
    try (PreparedStart prepared = prepared(sandbox, trees)) {
      Optional<Fd> joined = target(others);
      overlay = Optional.of(prepared.dirs());
      running = Optional.of(relay.open(log().toString(), plan, prepared.take()));
      oomKillsBefore = cgroup.oomKills();
      process = Optional.of(ContainerStart.start(prepared, sandbox, cgroup, joined));
      life.events().created();
      life.running();
    } catch (StartFailure e) {
      life.notStarted(e.reason(), e.getMessage());
    } catch (IOException e) {
      life.notStarted("CreateContainerError", String.valueOf(e.getMessage()));
    }
    if (life.attempt() > 0) {
      int before = life.attempt() - 1;
      Thread.ofPlatform().daemon().name("remove").start(() -> forget(before));
    }
  }

  private ContainerPlan resolved(PodPlan pod) throws ConfigException {
    return plan.environment().isEmpty()
        ? plan
        : Environment.resolve(plan, new ConfigObjects(pod.root(), pod.namespace()));
  }

  private PreparedStart prepared(Sandbox sandbox, List<MountTrees.Tree> trees) throws StartFailure {
    if (next.isPresent()) {
      PreparedStart prepared = next.get();
      next = Optional.empty();
      return prepared;
    }
    OverlayDirs dirs = OverlayDirs.of(places.data(), life.attempt());
    return PreparedStart.of(started, sandbox, cgroup, dirs, trees);
  }

  /**
   * When {@link #prepareNext} is due, in monotonic milliseconds; {@link Long#MAX_VALUE}: never.
   * What ConfigMaps, Secrets and volumes have is looked up when the container starts, not before.
   */
  long prepareAt() {
    boolean wanted =
        next.isEmpty()
            && !unpreparable
            && plan.mounts().isEmpty()
            && plan.environment().isEmpty()
            && process.isPresent()
            && life.mayRestart();
    return wanted ? life.startedMillis() + PREPARE_MILLIS : Long.MAX_VALUE;
  }

  /**
   * Makes ready what the next start needs, while there is time. That this fails is no failure: the
   * start itself will tell why.
   */
  void prepareNext(Sandbox sandbox) {
    int attempt = life.attempt() + 1;
    try {
      OverlayDirs dirs = OverlayDirs.of(places.data(), attempt);
      next = Optional.of(PreparedStart.of(plan, sandbox, cgroup, dirs, List.of()));
    } catch (StartFailure e) {
      unpreparable = true;
      remove(attempt); // a part may have been made
    }
  }

  /** There will be no next start, or another one. */
  void dropNext() {
    if (next.isPresent()) {
      next.get().close();
      next = Optional.empty();
      remove(life.attempt() + 1);
    }
  }

  /** What can't be removed now goes with the pod. */
  private void remove(int attempt) {
    try {
      Trees.delete(OverlayDirs.attempt(places.data(), attempt));
    } catch (IOException e) {
      System.err.println("beanpod: container " + plan.name() + ": " + e.getMessage());
    }
  }

  private Optional<Fd> target(Containers others) throws IOException {
    String name = plan.life().target().orElse("");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<ContainerRun> target = others.named(name);
    if (target.isEmpty() || target.get().process().isEmpty()) {
      throw StartFailure.noTarget(name);
    }
    return Optional.of(target.get().pidfd());
  }

  /**
   * Removes what a start before the present one wrote, and the log of the one before that (logs
   * --previous shows the last). On a thread of its own: it may be gigabytes.
   */
  private void forget(int before) {
    try {
      Trees.delete(OverlayDirs.attempt(places.data(), before));
      String old = before - 1 + ".log";
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(places.logs())) {
        for (Path log : logs) { // with its rotated parts; a glob would load java.util.regex
          if (log.getFileName().toString().startsWith(old)) {
            Files.deleteIfExists(log);
          }
        }
      }
    } catch (IOException e) {
      System.err.println("beanpod: container " + plan.name() + ": " + e.getMessage());
    }
  }

  /**
   * Its process has ended.
   *
   * @param maxMessage how long its termination message may be, in bytes
   */
  void exited(Waiting.Exit exit, int maxMessage) {
    process.ifPresent(p -> p.child().pidfd().close());
    process = Optional.empty();
    ended = running;
    endedMillis = clock.monotonicMillis();
    try {
      boolean outOfMemory =
          exit.exitCode() == ContainerLife.KILLED && cgroup.oomKills() > oomKillsBefore;
      life.exited(exit.exitCode(), exit.signal(), outOfMemory, lastWords(exit, maxMessage));
    } catch (IOException e) {
      String message = "whether memory ran out is unknown: " + e.getMessage();
      life.exited(exit.exitCode(), exit.signal(), false, message);
    }
  }

  private String lastWords(Waiting.Exit exit, int max) {
    Path file = overlay.orElseThrow().terminationLog();
    String written;
    try {
      written = TerminationMessage.ofFile(file, max);
    } catch (IOException e) {
      written = "Error on reading termination log " + file + ": " + e.getMessage();
    }
    boolean ofLog = written.isEmpty() && exit.exitCode() != 0 && plan.life().fallbackToLogs();
    lastWords = ofLog ? Optional.of(new LastWords(life.id(), log(), max)) : Optional.empty();
    return written;
  }

  /** Takes the termination message from the log, which is as whole as it will be. */
  void readLastWords() {
    if (lastWords.isPresent()) {
      LastWords wanted = lastWords.get();
      lastWords = Optional.empty();
      String message;
      try {
        message = TerminationMessage.ofLog(wanted.log(), wanted.max());
      } catch (IOException e) {
        message = "Error on reading termination message from logs: " + e.getMessage();
      }
      life.lastWords(wanted.id(), message);
    }
  }

  /**
   * How long its end may still be held back, in milliseconds from now, because what it wrote last
   * is not in its log yet: whoever reads of the end finds the whole log. 0 if the log is there, or
   * another process keeps the stream open for too long.
   */
  long logBehind(LogRelay relay) {
    if (ended.isEmpty() || relay.isDrained(ended.get())) {
      return 0;
    }
    return Math.max(0, endedMillis + LOG_WAIT_MILLIS - clock.monotonicMillis());
  }

  /**
   * Lets a client attach to it: see {@link LogRelay#attach}.
   *
   * @throws IOException if it does not run
   */
  void attach(LogRelay relay, Fd connection) throws IOException {
    if (process.isEmpty() || running.isEmpty()) {
      throw new IOException("container " + plan.name() + " is not running");
    }
    relay.attach(running.get(), connection);
  }

  /** Sends a signal to the main process, if there is one. */
  void signal(int signal) throws SyscallException {
    if (process.isPresent()) {
      Processes.signal(process.get().child().pidfd(), signal);
    }
  }
}
