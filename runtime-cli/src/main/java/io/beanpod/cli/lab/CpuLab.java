package io.beanpod.cli.lab;

import io.beanpod.cli.lab.Plot.Curve;
import io.beanpod.cli.lab.Plot.Point;
import io.beanpod.cli.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Two loops that never end, one with a CPU limit of 500m: what the kernel grants each. */
final class CpuLab {
  private static final String POD = "lab-cpu";
  private static final int SAMPLE_MILLIS = 4;
  private static final double SECONDS = 1;
  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * What one container has used, and how often it had to wait for its quota.
   *
   * @param nanos when, by a clock that never jumps
   */
  private record Counted(
      long nanos, double cpuMillis, long periods, long throttled, double throttledMillis) {}

  private final Stage stage;
  private final Narrator tell;
  private final List<Point> limitedPoints = new ArrayList<>();
  private final List<Point> freePoints = new ArrayList<>();

  CpuLab(Stage stage) {
    this.stage = stage;
    tell = stage.narrator();
  }

  void run() throws IOException {
    tell.title("Two loops that never end, one with a limit");
    stage.apply("cpu", POD);
    ControlFiles limited = stage.files(POD, "limited");
    ControlFiles free = stage.files(POD, "free");

    tell.title("The limit is a quota in a period");
    Path quota = limited.file("cpu.max", "cpu.cfs_quota_us");
    tell.cat(quota);
    if (quota.endsWith("cpu.cfs_quota_us")) {
      tell.cat(limited.file("cpu.cfs_period_us"));
    }
    tell.say(
        "500m is half a CPU: 50000 of every 100000 microseconds. A container that has used its"
            + " quota is stopped, throttled, until the next period begins.");

    tell.title("One second of both");
    tell.say("The CPU time that each has used, looked at 250 times in a second:");
    tell.command("while sleep 0.004; do cat " + usage(limited) + " " + usage(free) + "; done");
    // Whatever has to be loaded for it is loaded now, and not within the second that counts.
    stage.livePlot().update(-1, this::plot);
    Counted limitedBefore = counted(limited);
    Counted freeBefore = counted(free);
    measure(limited, limitedBefore.cpuMillis, free, freeBefore.cpuMillis);
    Counted limitedAfter = counted(limited);
    Counted freeAfter = counted(free);
    draw();
    tell.say(
        limitedAfter.throttled > limitedBefore.throttled
            ? "The line of free is straight: it runs all the time, as far as the CPUs are not busy"
                + " with others. That of limited is a staircase: 50 ms of running, 50 ms of waiting."
            : "The CPUs are busy with others just now, and limited has not even got its quota: run"
                + " the lab again when they are not, and its line will be a staircase.");

    tell.title("What the kernel has counted");
    Path stat = limited.file("cpu.stat");
    tell.cat(stat);
    tell.say("And the difference that this one second has made, for both containers:");
    Table table =
        new Table().row("CONTAINER", "CPU TIME", "OF ONE CPU", "PERIODS", "THROTTLED", "WAITED");
    row(table, "limited", limitedBefore, limitedAfter);
    row(table, "free", freeBefore, freeAfter);
    tell.print(table.render());
    tell.say(
        "nr_throttled counts the periods in which the quota was used up, throttled_"
            + (ControlFiles.has(stat, "throttled_usec") ? "usec" : "time")
            + " how long was waited for the next. A web server at its limit answers that much later,"
            + " with its CPU at 50 % only.");
    tell.beanpod("top", "pod", POD, "--containers");
  }

  private void measure(
      ControlFiles limited, double limitedBefore, ControlFiles free, double freeBefore)
      throws IOException {
    Sampler.everyMillis(SAMPLE_MILLIS)
        .run(
            seconds -> {
              freePoints.add(new Point(seconds, cpuMillis(free) - freeBefore));
              limitedPoints.add(new Point(seconds, cpuMillis(limited) - limitedBefore));
              stage.livePlot().update(seconds, this::plot);
              return seconds < SECONDS;
            });
  }

  private void draw() throws IOException {
    stage.draw(plot());
  }

  private Plot plot() {
    return new Plot(
        "CPU time used",
        "seconds",
        "ms",
        List.of(new Curve("free", freePoints), new Curve("limited", limitedPoints)),
        List.of(),
        List.of());
  }

  private static Path usage(ControlFiles files) {
    return files.file("cpuacct.usage", "cpu.stat");
  }

  private static double cpuMillis(ControlFiles files) throws IOException {
    Path usage = usage(files);
    return usage.endsWith("cpu.stat")
        ? ControlFiles.number(usage, "usage_usec") / 1000.0
        : ControlFiles.number(usage) / NANOS_PER_MILLI;
  }

  private static Counted counted(ControlFiles files) throws IOException {
    Path stat = files.file("cpu.stat");
    double throttledMillis =
        ControlFiles.has(stat, "throttled_usec")
            ? ControlFiles.number(stat, "throttled_usec") / 1000.0
            : ControlFiles.number(stat, "throttled_time") / NANOS_PER_MILLI;
    return new Counted(
        System.nanoTime(),
        cpuMillis(files),
        ControlFiles.number(stat, "nr_periods"),
        ControlFiles.number(stat, "nr_throttled"),
        throttledMillis);
  }

  private static void row(Table table, String name, Counted from, Counted to) {
    double millis = (to.nanos - from.nanos) / NANOS_PER_MILLI;
    double cpu = to.cpuMillis - from.cpuMillis;
    table.row(
        name,
        String.format(Locale.ROOT, "%.0f ms", cpu),
        String.format(Locale.ROOT, "%.0f %%", cpu * 100 / millis),
        Long.toString(to.periods - from.periods),
        Long.toString(to.throttled - from.throttled),
        String.format(Locale.ROOT, "%.0f ms", to.throttledMillis - from.throttledMillis));
  }
}
