package io.beanpod.pause;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.Limits;
import io.beanpod.cgroup.MemoryQos;
import io.beanpod.container.Sandbox;
import io.beanpod.event.EventLog;
import io.beanpod.event.EventType;
import io.beanpod.event.InvolvedPod;
import io.beanpod.event.Reasons;
import io.beanpod.lifecycle.Clock;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Mounts;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SignalGuard;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.UnixSocket;
import io.beanpod.pod.Netns;
import io.beanpod.pod.PlanCodec;
import io.beanpod.pod.PodPlan;
import io.beanpod.store.ProcessIdentity;
import io.beanpod.volume.PodVolumes;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private final EventQueue events = new EventQueue(this::openEvents);
  private String node = "";
  private Optional<Containers> containers = Optional.empty();
  private Optional<PodVolumes> volumes = Optional.empty();
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
    Pause pause;
    Supervisor supervisor;
    try {
      pause = new Pause(PlanCodec.decode(bytes.get()));
      supervisor = pause.start();
    } catch (IOException | IllegalArgumentException e) {
      answer("error: " + e.getMessage());
      Processes.exit(1);
      return;
    }
    answer(supervisor.unstarted() + "ok");
    boolean remove = supervisor.run();
    if (supervisor.isEvicted()) {
      pause.removeData();
    }
    if (!supervisor.isStopping()) {
      pause.files.ended();
    }
    pause.end(remove);
    Processes.exit(0);
  }

  /** Makes the pod and starts its containers, or leaves nothing. */
  private Supervisor start() throws IOException {
    try {
      Supervisor supervisor = create();
      files.claimName();
      bindNetns();
      supervisor.startAll();
      return supervisor;
    } catch (IOException | IllegalArgumentException e) {
      undo(e);
      if (e instanceof FileAlreadyExistsException) {
        throw new IOException("pods \"" + plan.name() + "\" already exists", e);
      }
      throw e;
    }
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
  private static void answer(String line) throws IOException {
    Fd cli = Fd.of(CLI);
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

  /** Without BEANPOD_DEBUG, standard error was /dev/null until there was a place for a file. */
  private void logOwnMessages() throws IOException {
    if (System.getenv("BEANPOD_DEBUG").isEmpty()) {
      int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_APPEND;
      try (Fd log = Fd.open(files.pauseLog().toString(), flags, 0600)) {
        Descriptors.redirect(log, 2);
      }
    }
  }

  private Supervisor create() throws IOException {
    node = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip(); // not yet the pod's
    files.create();
    logOwnMessages();
    Files.writeString(Path.of("/proc/self/comm"), "pause"); // what ps and pstree show
    Processes.notDumpable();
    SignalGuard.install();
    if (!plan.hostNetwork()) {
      Mounts.hostname(plan.hostname());
    }
    if (!plan.sysctls().isEmpty()) {
      PodSysctls.write(plan.sysctls());
    }
    Optional<String> shm = Optional.empty();
    if (!plan.hostIpc()) {
      String path = files.shm().toString();
      Mounts.mount("shm", path, "tmpfs", Mounts.NOSUID | Mounts.NODEV | Mounts.NOEXEC, SHM_OPTIONS);
      shm = Optional.of(path);
    }
    CgroupDriver driver = CgroupDriver.detect(plan.root());
    volumes = volumes();
    Sandbox sandbox =
        new Sandbox(
            plan.root().layers().toString(),
            shm,
            files.etc().toString(),
            volumes,
            !plan.shareProcessNamespace() && !plan.hostPid(),
            plan.hostPid(),
            driver.hierarchies());
    return supervisor(sandbox, driver);
  }

  private Supervisor supervisor(Sandbox sandbox, CgroupDriver driver) throws IOException {
    events.event(
        EventType.Normal,
        Reasons.SCHEDULED,
        "",
        "Successfully assigned " + plan.namespace() + "/" + plan.name() + " to " + node);
    for (String omission : plan.dnsOmissions()) {
      events.event(EventType.Warning, Reasons.DNS_CONFIG_FORMING, "", omission);
    }
    containers = Optional.of(new Containers(plan, driver, files, clock, events));
    int pid = Integer.parseInt(Path.of("/proc/self").toRealPath().getFileName().toString());
    ProcessIdentity self = new ProcessIdentity(pid, Processes.startTime(pid));
    PodRecord record = new PodRecord(plan, files, self, boundNetns(), clock.now());
    LogRelay relay = new LogRelay(clock, plan.logs());
    Thread thread = new Thread(relay, "log-relay");
    thread.setDaemon(true);
    thread.start();
    Supervisor.Ears ears =
        new Supervisor.Ears(
            Descriptors.signals(BLOCKED_SIGNALS),
            UnixSocket.listen(files.controlSocket().toString()),
            clock);
    Supervisor supervisor =
        new Supervisor(plan, sandbox, volumeWait(), containers.get(), record, relay, events, ears);
    supervisor.announce();
    return supervisor;
  }

  private Optional<PodVolumes> volumes() {
    return plan.volumes().isEmpty()
        ? Optional.empty()
        : Optional.of(new PodVolumes(plan.volumes(), plan.root(), plan.namespace(), plan.uid()));
  }

  private Optional<VolumeWait> volumeWait() {
    return volumes.isEmpty()
        ? Optional.empty()
        : Optional.of(new VolumeWait(volumes.get(), clock, events));
  }

  private EventLog openEvents() {
    InvolvedPod pod = new InvolvedPod(plan.namespace(), plan.name(), plan.uid());
    return new EventLog(plan.root(), pod, node, clock::monotonicMillis, clock::now);
  }

  private Optional<PodRecord.BoundNetns> boundNetns() throws IOException {
    if (netns.isEmpty()) {
      return Optional.empty();
    }
    try (Fd own = Fd.open("/proc/self/ns/net", Fd.O_RDONLY, 0)) {
      long inode = FileStat.of(own).inode();
      return Optional.of(new PodRecord.BoundNetns(netns.get().file(), inode));
    }
  }

  private void bindNetns() throws IOException {
    if (netns.isPresent()) {
      netns.get().bind();
      bound = true;
    }
  }

  /** Takes back what was made of a pod that could not be; {@code cause} keeps what fails here. */
  private void undo(Exception cause) {
    try {
      // Some may have been started.
      CgroupDriver.detect(plan.root()).cgroup(plan.containersCgroup()).kill();
      removeAll();
    } catch (IOException e) {
      cause.addSuppressed(e);
      System.err.println("beanpod: " + e.getMessage());
    }
  }

  /** An evicted pod gives back the disk; what fails here goes with the pod. */
  private void removeData() {
    try {
      tearDownVolumes();
      files.removeData();
    } catch (IOException e) {
      System.err.println("beanpod: what the evicted pod wrote is still there: " + e.getMessage());
    }
  }

  private void end(boolean remove) throws IOException {
    if (remove) {
      removeAll();
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

  private void tearDownVolumes() throws IOException {
    if (volumes.isPresent()) {
      volumes.get().tearDown();
    }
  }

  private void removeAll() throws IOException {
    unbindNetns();
    removeCgroups();
    if (!plan.hostIpc()) {
      Mounts.detach(files.shm().toString());
    }
    tearDownVolumes();
    files.remove();
  }

  /** Those of the containers; its own goes when it has ended, by whoever waits for that. */
  private void removeCgroups() throws IOException {
    CgroupDriver driver = CgroupDriver.detect(plan.root());
    driver.cgroup(plan.containersCgroup()).remove();
    if (plan.limits().memoryQos().isPresent()) {
      MemoryQos none = new MemoryQos(0, MemoryQos.NO_HIGH);
      driver.cgroup(plan.cgroup()).apply(Limits.NONE.withMemoryQos(none));
      driver.protectAsBelow(plan.root().cgroup());
    }
  }
}
