package io.beanpod.cli.lab;

import io.beanpod.cli.Failure;
import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Level;
import io.beanpod.cli.lab.Plot.Mark;
import io.beanpod.cli.lab.Plot.Point;
import io.beanpod.linux.SyscallException;
import io.beanpod.model.Json;
import io.beanpod.pause.KernelLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A program asks for 256 MiB, one after the other, in a container that may have 100. It is killed,
 * restarted, killed again, and then has to wait.
 */
final class OomLab {
  private static final String POD = "lab-oom";
  private static final String CONTAINER = "app";
  private static final double MIB = 1 << 20;
  private static final int SAMPLE_MILLIS = 20;
  private static final int LOOKS_PER_STATUS = 10;
  private static final double SECONDS_AFTERWARDS = 0.5;
  private static final double HANG_SECONDS = 300;

  /** With v2 the kernel counts the one it chose, and then each of its group: that is one kill. */
  private static final double SECONDS_OF_ONE_KILL = 0.5;

  private final Stage stage;
  private final Narrator tell;
  private final List<Point> points = new ArrayList<>();
  private final Set<Integer> pids = new TreeSet<>();
  private final List<Mark> marks = new ArrayList<>();
  private Level limit = new Level(0, "");
  private double overAt = Double.POSITIVE_INFINITY;

  OomLab(Stage stage) {
    this.stage = stage;
    tell = stage.narrator();
  }

  void run() throws IOException {
    Optional<KernelLog> log = kernelLog();
    tell.title("A program that wants 256 MiB, in a container that may have 100");
    stage.apply("oom", POD);
    ControlFiles files = stage.files(POD, CONTAINER);
    Path max = files.file("memory.max", "memory.limit_in_bytes");
    Path current = files.file("memory.current", "memory.usage_in_bytes");

    tell.title("The limit is a number in a file");
    tell.cat(max);
    limit = new Level(ControlFiles.number(max) / MIB, "limits.memory: 100Mi");
    tell.say(
        "100Mi are 100 * 1024 * 1024 = 104857600 bytes, and whoever writes another number there"
            + " changes the limit. The request of 50Mi is in no file of the kernel's: it tells a"
            + " scheduler which node has room.");

    tell.title("The climb");
    tell.say("What the container has is in another file, looked at 50 times a second:");
    tell.command("while sleep 0.02; do cat " + current + "; done");
    Path events = files.file("memory.events", "memory.oom_control");
    climb(current, events);
    if (marks.isEmpty()) {
      throw new Failure(
          "the kernel killed nothing, though the program wants more than the limit: does it swap"
              + " (swapon --show)? Run the lab with --keep and look: "
              + tell.line("logs", "-p", POD));
    }

    tell.title("What the kernel says");
    log.ifPresent(this::kernelsWords);
    tell.cat(events);
    tell.say(
        "Its counter oom_kill is what tells a kill for want of memory from any other."
            + (ControlFiles.has(events, "oom_group_kill")
                ? " It counts the process that was chosen, and then each of its group, itself"
                    + " included: two for each of these kills."
                : ""));
    Optional<Path> peak = files.find("memory.peak", "memory.max_usage_in_bytes");
    if (peak.isPresent()) { // the kernel has the first since 5.19
      tell.cat(peak.get());
      tell.say("The most that the container ever had: the limit, but for a page or two.");
    }

    tell.title("What the pod says");
    outcome();
  }

  private static Optional<KernelLog> kernelLog() {
    try {
      return Optional.of(new KernelLog());
    } catch (SyscallException e) {
      System.err.println("beanpod: the kernel's log can't be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void climb(Path current, Path events) throws IOException {
    int[] looks = {0};
    long[] kills = {0};
    Sampler.everyMillis(SAMPLE_MILLIS)
        .run(
            seconds -> {
              points.add(new Point(seconds, ControlFiles.number(current) / MIB));
              long now = ControlFiles.number(events, "oom_kill");
              if (now > kills[0]) {
                killed(seconds);
                kills[0] = now;
              }
              if (looks[0]++ % LOOKS_PER_STATUS == 0 && overAt > seconds && waits()) {
                overAt = seconds;
              }
              if (seconds > HANG_SECONDS) {
                throw stage.neverHappened("the container was killed twice");
              }
              stage.livePlot().update(seconds, this::plot);
              return seconds < overAt + SECONDS_AFTERWARDS;
            });
    stage.draw(plot());
  }

  private void killed(double seconds) {
    double last = marks.isEmpty() ? -1 : marks.get(marks.size() - 1).point().x();
    if (last < 0 || seconds - last > SECONDS_OF_ONE_KILL) {
      marks.add(new Mark(new Point(seconds, limit.y()), "killed"));
    }
  }

  private boolean waits() throws IOException {
    int pid = stage.pid(POD, CONTAINER);
    if (pid > 0) {
      pids.add(pid);
    }
    Object reason =
        Json.at(stage.pod(POD).containerStatus(CONTAINER), "state", "waiting", "reason");
    return "CrashLoopBackOff".equals(reason);
  }

  private Plot plot() {
    return new Plot(
        "Memory of container " + CONTAINER,
        "seconds",
        "MiB",
        List.of(new Curve("", points)),
        List.of(limit),
        marks);
  }

  private void kernelsWords(KernelLog log) {
    try {
      KillLines lines = new KillLines(stage.pod(POD).uid(), pids);
      log.read(lines::take);
      tell.command(lines.command());
      for (String line : lines.lines()) {
        tell.print(line + "\n");
      }
    } catch (IOException e) {
      System.err.println("beanpod: the kernel's log can't be read: " + e.getMessage());
    }
  }

  private void outcome() throws IOException {
    tell.beanpod("get", "pod", POD);
    String last = ".status.containerStatuses[0].lastState.terminated.";
    tell.beanpod(
        "get",
        "pod",
        POD,
        "-o",
        "custom-columns=REASON:"
            + last
            + "reason,EXIT CODE:"
            + last
            + "exitCode,RESTARTS:.status.containerStatuses[0].restartCount");
    tell.say("137 is 128 + 9: the kernel sends SIGKILL, which no program can handle.");
    tell.beanpod("logs", POD, "--previous", "--tail", "1");
    tell.say("So far it got, the rest being what awk itself needs.");
    tell.beanpod("get", "events", "--field-selector", "involvedObject.uid=" + stage.pod(POD).uid());
    tell.say(
        "It was restarted at once after the first kill; after the second it waits 10 s, then 20, 40"
            + " and so on. A restart does not mend a limit that is too small.");
  }
}
