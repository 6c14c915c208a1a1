package io.beanpod.cli.top;

import io.beanpod.cli.Context;
import io.beanpod.cli.Output;
import io.beanpod.linux.Terminal;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Measures and prints, once or again and again. */
public final class TopRun {
  /**
   * The first window. Two of the kernel's periods of 100 ms in which it grants CPU time: in a
   * shorter one, a container at its limit would seem to use all of a CPU, or none.
   */
  static final long FIRST_MILLIS = 200;

  /** From one table to the next. */
  static final long INTERVAL_MILLIS = 2000;

  /** Which pods to measure; asked again before each table. */
  @FunctionalInterface
  public interface Pods {
    List<StoredPod> read() throws IOException;
  }

  /** Passes time. */
  @FunctionalInterface
  public interface Pace {
    /** Sleeps; false ends a watch, which otherwise goes on until its process ends. */
    boolean sleep(long millis) throws IOException;
  }

  private final Context context;
  private final Pods pods;
  private final Sampler sampler;
  private final TopView view;
  private final Pace pace;

  /** What is measured, how, and what for. */
  public TopRun(Context context, Pods pods, Sampler sampler, TopView view, Pace pace) {
    this.context = context;
    this.pods = pods;
    this.sampler = sampler;
    this.view = view;
    this.pace = pace;
  }

  /**
   * Prints once.
   *
   * @param byName whether each pod was asked for, so that one that can't be measured is an error
   * @param none what to say without pods
   * @return whether all is well
   */
  public boolean once(boolean byName, String none) throws IOException {
    List<StoredPod> found = pods.read();
    List<Sampler.Running> running = Sampler.Running.of(found, context.store());
    sampler.begin(running);
    pace.sleep(running.isEmpty() ? 0 : FIRST_MILLIS);
    List<PodMetrics> metrics = sampler.measure(running);
    context.out().print(view.render(metrics, context.now()));
    Output err = context.err();
    if (found.isEmpty() && view.isTable()) {
      err.line(none);
    }
    if (!byName && (!view.isTable() || !metrics.isEmpty())) {
      return true;
    }
    Set<String> measured = new HashSet<>();
    for (PodMetrics pod : metrics) {
      measured.add(pod.pod().uid());
    }
    for (StoredPod pod : found) {
      if (!measured.contains(pod.uid())) {
        err.line("error: " + unavailable(pod));
      }
    }
    return measured.size() == found.size();
  }

  /** kubectl's words, and why. */
  private static String unavailable(StoredPod pod) {
    return "Metrics not available for pod "
        + pod.namespace()
        + "/"
        + pod.name()
        + ": it is "
        + pod.phase()
        + ", and no container of it runs";
  }

  /**
   * Prints a first table soon, and then one every two seconds; in a terminal, each in the place of
   * the one before.
   *
   * @param none the line in place of a table without rows
   * @param terminal the size of the one that is written to, if it is one
   */
  public void watch(String none, Supplier<Optional<Terminal.Size>> terminal, LongSupplier clock)
      throws IOException {
    sampler.begin(Sampler.Running.of(pods.read(), context.store()));
    Screen screen = new Screen();
    String separator = "";
    for (boolean on = pace.sleep(FIRST_MILLIS); on; on = pace.sleep(INTERVAL_MILLIS)) {
      List<PodMetrics> metrics = sampler.measure(Sampler.Running.of(pods.read(), context.store()));
      String text = view.render(metrics, clock.getAsLong());
      if (text.isEmpty() && view.isTable()) {
        text = none + "\n";
      }
      Optional<Terminal.Size> size = view.isTable() ? terminal.get() : Optional.empty();
      if (size.isPresent()) {
        context.out().print(screen.draw(text, size.get()));
      } else if (!text.isEmpty()) {
        context.out().print(separator + text);
        separator = view.separator();
      }
      context.out().flush();
    }
  }
}
