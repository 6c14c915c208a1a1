package io.beanpod.pod;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.Descriptors;
import io.beanpod.linux.Fd;
import io.beanpod.linux.Flock;
import io.beanpod.linux.NativeBuffer;
import io.beanpod.linux.Processes;
import io.beanpod.linux.SyscallProgram;
import io.beanpod.linux.Waiting;
import io.beanpod.store.RandomUid;
import io.beanpod.store.Root;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pause that has been started and waits for its pod. It can be started before it is known what
 * the pod will be, so that its JVM boots beside the parsing of the manifest; closed without a plan,
 * it ends and leaves nothing.
 */
public final class PauseProcess implements AutoCloseable {
  private final String uid;
  private final HostNamespaces namespaces;
  private final Child child;
  private final Fd socket;
  private final CgroupDriver driver;
  private final String cgroup;
  private boolean submitted;

  private PauseProcess(
      String uid,
      HostNamespaces namespaces,
      Child child,
      Fd socket,
      CgroupDriver driver,
      String cgroup) {
    this.uid = uid;
    this.namespaces = namespaces;
    this.child = child;
    this.socket = socket;
    this.driver = driver;
    this.cgroup = cgroup;
  }

  /** What became of a plan. */
  public sealed interface Outcome {
    /**
     * The pod is there.
     *
     * @param unstarted containers that could not be started: name, colon, reason
     */
    record Created(List<String> unstarted) implements Outcome {}

    /** There is no pod, and why. */
    record Refused(String message) implements Outcome {}
  }

  /** Clones a pause into new namespaces and its own cgroup, for a pod with a new UID. */
  public static PauseProcess start(Root root, HostNamespaces namespaces) throws IOException {
    KernelVersion.require();
    String uid = RandomUid.next();
    String podCgroup = root.cgroup() + "/pod" + uid;
    Files.createDirectories(root.run());
    try (Flock lock = Flock.shared(root.lock())) { // a cgroup without a process is garbage
      CgroupDriver driver = CgroupDriver.settle(root);
      Cgroup cgroup = driver.create(podCgroup + "/" + PodPlan.PAUSE);
      Descriptors.Pair sockets = Descriptors.socketpair();
      try (Fd theirs = sockets.second();
          Fd hostMounts = Fd.open("/proc/self/ns/mnt", Fd.O_RDONLY, 0)) {
        PauseProgram.Handed handed = new PauseProgram.Handed(theirs.number(), hostMounts.number());
        Child child =
            spawn(PauseProgram.build(root, cgroup, namespaces, handed), cgroup, namespaces);
        return new PauseProcess(uid, namespaces, child, sockets.first(), driver, podCgroup);
      } catch (IOException e) {
        sockets.first().close();
        driver.cgroup(podCgroup).remove();
        throw e;
      }
    }
  }

  private static Child spawn(SyscallProgram program, Cgroup cgroup, HostNamespaces namespaces)
      throws IOException {
    Optional<Fd> into = cgroup.openForBirth();
    try {
      return Clone.spawn(program, namespaces.cloneFlags(), into);
    } finally {
      into.ifPresent(Fd::close);
    }
  }

  /** The UID that its pod will have. */
  public String uid() {
    return uid;
  }

  /** Its network namespace, to be closed by the caller. */
  public Fd network() throws IOException {
    return Fd.open("/proc/" + child.pid() + "/ns/net", Fd.O_RDONLY, 0);
  }

  /** The host's namespaces that it stayed in. */
  public HostNamespaces namespaces() {
    return namespaces;
  }

  /** Hands over the pod, which the pause makes from now on whatever becomes of this process. */
  public void submit(PodPlan plan) throws IOException {
    byte[] bytes = PlanCodec.encode(plan);
    ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + bytes.length);
    message.putInt(bytes.length).put(bytes);
    socket.write(message.array());
    submitted = true; // with a part of it the pause makes nothing
  }

  /** Waits until every container of the pod has been started or has failed to. */
  public Outcome outcome() throws IOException {
    List<String> lines = new ArrayList<>(readAnswer().lines().toList());
    if (lines.isEmpty()) {
      String end = Waiting.reap(child).map(e -> "exit code " + e.exitCode()).orElse("reaped");
      driver.cgroup(cgroup).remove();
      return new Outcome.Refused(
          "the pause process ended before it could start the pod ("
              + end
              + "); BEANPOD_DEBUG=1 shows its messages");
    }
    String verdict = lines.remove(lines.size() - 1);
    if (verdict.equals("ok")) {
      return new Outcome.Created(lines);
    }
    Waiting.reap(child);
    driver.cgroup(cgroup).remove();
    return new Outcome.Refused(verdict);
  }

  private String readAnswer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (NativeBuffer buffer = new NativeBuffer(4096)) {
      for (int n = socket.read(buffer); n > 0; n = socket.read(buffer)) {
        byte[] chunk = new byte[n];
        buffer.copyTo(0, chunk, 0, n);
        answer.writeBytes(chunk);
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** Ends a pause that was not needed; one that has a pod goes on. */
  @Override
  public void close() throws IOException {
    socket.close();
    if (!submitted) {
      // It has made nothing yet; by the end of its input it would end too, but boot first.
      Processes.signal(child.pidfd(), Processes.SIGKILL);
      Waiting.reap(child);
      driver.cgroup(cgroup).remove();
    }
    child.pidfd().close();
  }
}
