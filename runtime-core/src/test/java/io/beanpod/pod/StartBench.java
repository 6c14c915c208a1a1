package io.beanpod.pod;

import io.beanpod.cgroup.Cgroup;
import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cgroup.Limits;
import io.beanpod.container.ContainerPlan;
import io.beanpod.container.ContainerProgram;
import io.beanpod.container.ContainerResources;
import io.beanpod.container.Credentials;
import io.beanpod.container.OverlayDirs;
import io.beanpod.container.Sandbox;
import io.beanpod.jvm.SmallJvm;
import io.beanpod.lifecycle.ContainerKind;
import io.beanpod.lifecycle.LifecyclePlan;
import io.beanpod.linux.Child;
import io.beanpod.linux.Clone;
import io.beanpod.linux.CloneFlags;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SeccompFilter;
import io.beanpod.linux.Waiting;
import io.beanpod.model.RestartPolicy;
import io.beanpod.security.Capabilities;
import io.beanpod.security.SeccompFilters;
import io.beanpod.store.Root;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code make bench}: one container from its start until it is gone, as a pause does it, in one
 * JVM; and after each round a peer's command, so that both sides see the same weather.
 *
 * <p>The clone has new net, ipc and uts namespaces too, which in a pod the pause brings: the peer
 * makes all of them in every run. The cgroup, its memory limit and the overlay are made and removed
 * within the time that is measured.
 *
 * <p>Prints three lines for each round, a word and milliseconds: {@code ours}, {@code removal} (the
 * part of it that the overlay's directories took, which is the host's file system's speed), {@code
 * peer}.
 */
final class StartBench {
  private static final int WARM_UP = 200;
  private static final long MEMORY_LIMIT = 64 << 20;
  private static final long NAMESPACES =
      CloneFlags.NEWPID
          | CloneFlags.NEWNS
          | CloneFlags.NEWNET
          | CloneFlags.NEWIPC
          | CloneFlags.NEWUTS;

  private final CgroupDriver driver;
  private final String cgroup;
  private final Sandbox sandbox;
  private final ContainerPlan plan;
  private final Path data;
  private final Fd devNull;
  private int starts;

  private StartBench(Path rootfs, Path work) throws IOException {
    driver = CgroupDriver.detect(Root.host());
    cgroup = "beanpod-bench-" + ProcessHandle.current().pid();
    data = work.resolve("container");
    Path etc = Files.createDirectories(work.resolve("etc"));
    for (String name : List.of("hosts", "hostname", "resolv.conf")) {
      Files.writeString(etc.resolve(name), "");
    }
    String layers = rootfs.getParent().toString();
    sandbox =
        new Sandbox(
            layers,
            Optional.empty(),
            etc.toString(),
            Optional.empty(),
            true,
            false,
            driver.hierarchies());
    Path filter = new SeccompFilters(Root.below(work)).runtimeDefault(Capabilities.DEFAULT);
    plan =
        new ContainerPlan(
            "bench",
            "",
            "",
            List.of(rootfs.getFileName().toString()),
            List.of("/bin/true"),
            List.of("PATH=/bin"),
            Optional.empty(),
            "/",
            new Credentials(0, 0, List.of(), Capabilities.DEFAULT, false),
            Optional.of(filter),
            false,
            false,
            Optional.empty(),
            List.of(),
            Limits.NONE.withMemoryBytes(MEMORY_LIMIT),
            ContainerResources.NONE,
            0,
            LifecyclePlan.plain(ContainerKind.MAIN, RestartPolicy.Never));
    devNull = Fd.open("/dev/null", Fd.O_WRONLY, 0);
  }

  /**
   * {@code options} prints the options of a pause's JVM, a line each; otherwise: rootfs, an empty
   * directory, rounds, and the peer's command, which prints its milliseconds.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args[0].equals("options")) {
      List<String> command =
          SmallJvm.command("pause", "io.beanpod.pause.Pause", List.of(), List.of());
      System.out.println(String.join("\n", command.subList(1, command.indexOf("-cp"))));
      return;
    }
    StartBench bench = new StartBench(Path.of(args[0]), Path.of(args[1]));
    int rounds = Integer.parseInt(args[2]);
    List<String> peer = List.of(args).subList(3, args.length);
    bench.driver.create(bench.cgroup);
    try {
      for (int i = 0; i < WARM_UP; i++) {
        bench.startToGone();
      }
      for (int i = 0; i < rounds; i++) {
        long start = System.nanoTime();
        long removal = bench.startToGone();
        print("ours", System.nanoTime() - start);
        print("removal", removal);
        if (!peer.isEmpty()) {
          System.out.println("peer " + run(peer));
        }
      }
    } finally {
      bench.driver.cgroup(bench.cgroup).remove();
    }
  }

  private static void print(String what, long nanos) {
    long micros = nanos / 1000;
    String fraction = (1000 + micros % 1000 + "").substring(1);
    System.out.println(what + " " + micros / 1000 + "." + fraction);
  }

  /** Returns how many nanoseconds the removal of the overlay's directories took. */
  private long startToGone() throws IOException {
    Cgroup own = driver.create(cgroup + "/container");
    own.apply(plan.limits());
    OverlayDirs dirs = OverlayDirs.of(data, ++starts);
    dirs.create();
    ContainerProgram.Stdio output =
        ContainerProgram.Stdio.output(devNull.number(), devNull.number());
    ContainerProgram.Built built =
        ContainerProgram.build(
            plan, sandbox, dirs, List.of(), own.joinFiles(), output, List.of(), seccomp());
    Waiting.Exit exit = reap(spawn(own, built));
    if (exit.exitCode() != 0) {
      throw new IOException("/bin/true ended with " + exit.exitCode());
    }
    own.remove();
    long gone = System.nanoTime();
    Trees.delete(OverlayDirs.attempt(data, starts));
    return System.nanoTime() - gone;
  }

  /** Read for each start, as a pause does. */
  private Optional<SeccompFilter> seccomp() throws IOException {
    return Optional.of(SeccompFilters.load(plan.seccompFilter().orElseThrow()));
  }

  private static Child spawn(Cgroup own, ContainerProgram.Built built) throws IOException {
    if (own.v2Directory().isEmpty()) {
      return Clone.spawn(built.program(), NAMESPACES, Optional.empty());
    }
    String directory = own.v2Directory().get().toString();
    try (Fd into = Fd.open(directory, Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
      return Clone.spawn(built.program(), NAMESPACES, Optional.of(into));
    }
  }

  private static Waiting.Exit reap(Child child) throws IOException {
    try (Fd pidfd = child.pidfd()) {
      return Waiting.reap(child)
          .orElseThrow(() -> new IOException("/bin/true was reaped elsewhere"));
    }
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String millis = out.readLine();
      if (process.waitFor() != 0 || millis == null) {
        throw new IOException("the peer failed: " + String.join(" ", command));
      }
      return millis;
    }
  }
}
