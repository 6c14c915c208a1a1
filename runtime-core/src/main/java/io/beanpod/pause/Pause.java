package io.beanpod.pause;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.container.ContainerPlan;
import io.beanpod.container.Sandbox;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SignalGuard;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UnixSocket;
import io.beanpod.pod.BackOff;
import io.beanpod.pod.Netns;
import io.beanpod.pod.PlanCodec;
import io.beanpod.pod.PodPlan;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The main class of the pause process. It is cloned into its namespaces and cgroup by the CLI, with
 * SIGTERM, SIGINT and SIGCHLD blocked, {@link #CLI} being a socket to the CLI and {@link
 * #HOST_MOUNTS} the host's mount namespace.
 *
 * <p>Until the whole plan has come nothing is made: if the CLI dies before that, so does the pause,
 * and there never was a pod. From then on the pause goes on alone, CLI or not.
 *
 * @see <a
 *     href="https://github.com/kubernetes/kubernetes/blob/master/build/pause/linux/pause.c">Kubernetes'
 *     pause.c</a>
 */
public final class Pause {
  /**
   * Descriptor of the socket to the CLI: the plan comes in, one line of outcome goes out. It is
   * standard input because the JVM reads that one without any native linking.
   */
  public static final int CLI = 0;

  /** Descriptor of the host's mount namespace. */
  public static final int HOST_MOUNTS = 3;

  /** The signals that the pause receives through a descriptor. */
  public static final long BLOCKED_SIGNALS =
      1L << (Processes.SIGTERM - 1) | 1L << (Processes.SIGINT - 1) | 1L << (Processes.SIGCHLD - 1);

  private static final String SHM_OPTIONS = "mode=1777,size=65536k"; // containerd's

  private final PodPlan plan;
  private final PodFiles files;
  private final Optional<NetnsBinding> netns;
  private final Clock clock = Clock.system();
  private boolean bound;

  private Pause(PodPlan plan) {
    this.plan = plan;
    files = new PodFiles(plan);
    netns =
        plan.hostNetwork()
            ? Optional.empty()
            : Optional.of(
                new NetnsBinding(
                    Fd.of(HOST_MOUNTS), Netns.path(plan.root(), plan.namespace(), plan.name())));
  }

  /** Waits for the plan, and is the pod until that has ended. */
  public static void main(String[] args) throws IOException {
    Processes.prepare();
    Optional<byte[]> bytes = readPlan();
    if (bytes.isEmpty()) {
      return; // the CLI is gone, or did not need this pause
    }
    PodPlan plan = PlanCodec.decode(bytes.get());
    Fd cli = Fd.of(CLI);
    boolean owned = false;
    Pause pause = new Pause(plan);
    Supervisor supervisor;
    try {
      supervisor = pause.create();
      pause.files.claimName();
      owned = true;
      pause.bindNetns();
      supervisor.startAll();
    } catch (IOException | IllegalArgumentException e) {
      pause.undo(owned, e);
      answer(cli, "error: " + message(plan, e));
      Processes.exit(1);
      return;
    }
    answer(cli, supervisor.unstarted() + "ok");
    boolean remove = supervisor.run();
    pause.end(remove);
    Processes.exit(0);
  }

  private static String message(PodPlan plan, Exception e) {
    return e instanceof FileAlreadyExistsException
        ? "pods \"" + plan.name() + "\" already exists"
        : String.valueOf(e.getMessage());
  }

  /** The plan: four bytes of length, then that many. Empty if the other end closes before. */
  private static Optional<byte[]> readPlan() throws IOException {
    FileInputStream in = new FileInputStream(FileDescriptor.in); // not closed: CLI still is
    byte[] length = in.readNBytes(Integer.BYTES);
    if (length.length < Integer.BYTES) {
      return Optional.empty();
    }
    byte[] plan = new byte[ByteBuffer.wrap(length).getInt()];
    return in.readNBytes(plan, 0, plan.length) == plan.length
        ? Optional.of(plan)
        : Optional.empty();
  }

  /** Tells the CLI, which may be gone: then nobody wants to know. */
  private static void answer(Fd cli, String line) throws IOException {
    try {
      cli.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (SyscallException cliGone) {
      System.err.println("beanpod: " + cliGone.getMessage());
    }
    // Its number stays taken: no other descriptor may be standard input by accident.
    try (Fd none = Fd.open("/dev/null", Fd.O_RDWR, 0)) {
      Descriptors.redirect(none, CLI);
    }
  }

  private Supervisor create() throws IOException {
    files.create();
    Files.writeString(Path.of("/proc/self/comm"), "pause"); // what ps and pstree show
    Processes.notDumpable();
    SignalGuard.install();
    if (!plan.hostNetwork()) {
      Mounts.hostname(plan.hostname());
    }
    Optional<String> shm = Optional.empty();
    if (!plan.hostIpc()) {
      String path = files.shm().toString();
      Mounts.mount("shm", path, "tmpfs", Mounts.NOSUID | Mounts.NODEV | Mounts.NOEXEC, SHM_OPTIONS);
      shm = Optional.of(path);
    }
    CgroupDriver driver = CgroupDriver.detect();
    Sandbox sandbox =
        new Sandbox(
            plan.root().layers().toString(),
            shm,
            files.etc().toString(),
            !plan.shareProcessNamespace() && !plan.hostPid(),
            plan.hostPid(),
            driver.hierarchies());
    List<ContainerRun> runs = new ArrayList<>();
    for (ContainerPlan c : plan.containers()) {
      Cgroup cgroup = driver.create(plan.cgroup(c.name()));
      cgroup.apply(c.limits());
      ContainerRun.Places places = files.container(c.name());
      Files.createDirectories(places.logs());
      BackOff backOff = new BackOff(plan.backoffBaseMillis(), plan.backoffMaxMillis());
      runs.add(new ContainerRun(c, cgroup, places, backOff, clock));
    }
    return supervisor(sandbox, runs);
  }

  private Supervisor supervisor(Sandbox sandbox, List<ContainerRun> runs) throws IOException {
    int pid = Integer.parseInt(Path.of("/proc/self").toRealPath().getFileName().toString());
    PodRecord record =
        new PodRecord(
            plan, files, pid, Processes.startTime(pid), netns.map(NetnsBinding::file), clock.now());
    Fd drained = Descriptors.event();
    LogRelay relay = new LogRelay(clock, drained);
    Thread thread = new Thread(relay, "log-relay");
    thread.setDaemon(true);
    thread.start();
    Supervisor supervisor =
        new Supervisor(
            plan,
            sandbox,
            runs,
            record,
            relay,
            drained,
            Descriptors.signals(BLOCKED_SIGNALS),
            UnixSocket.listen(files.controlSocket().toString()),
            clock);
    supervisor.announce();
    return supervisor;
  }

  private void bindNetns() throws IOException {
    if (netns.isPresent()) {
      netns.get().bind();
      bound = true;
    }
  }

  /** Takes back what was made of a pod that could not be; {@code cause} keeps what fails here. */
  private void undo(boolean owned, Exception cause) {
    try {
      removeAll(owned);
    } catch (IOException e) {
      cause.addSuppressed(e);
      System.err.println("beanpod: " + e.getMessage());
    }
  }

  private void end(boolean remove) throws IOException {
    if (remove) {
      removeAll(true);
    } else {
      unbindNetns();
      removeCgroups();
    }
  }

  private void unbindNetns() throws IOException {
    if (bound) {
      netns.get().unbind();
      bound = false;
    }
  }

  private void removeAll(boolean owned) throws IOException {
    unbindNetns();
    removeCgroups();
    if (!plan.hostIpc()) {
      Mounts.detach(files.shm().toString());
    }
    files.remove(owned);
  }

  /** Those of the containers; its own goes when it has ended, by whoever waits for that. */
  private void removeCgroups() throws IOException {
    CgroupDriver driver = CgroupDriver.detect();
    for (ContainerPlan c : plan.containers()) {
      driver.cgroup(plan.cgroup(c.name())).remove();
    }
  }
}
