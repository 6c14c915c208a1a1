package io.beanpod.cli.top;

import io.beanpod.cgroup.Counters;
import io.beanpod.cgroup.Pressure;
import io.beanpod.store.PodStore;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures pods from one look to the next: {@link #measure} tells rates since the last call for
 * whatever that, too, has seen. A container that was restarted in between goes on in its cgroup,
 * and so does what is counted there.
 */
public final class Sampler {
  /** The pause's row: a name that no container can have. */
  static final String PAUSE = "(pause)";

  private final Meter meter;
  private final boolean pauses;
  private Map<String, Counters> before = new HashMap<>();
  private Map<String, Counters> now = new HashMap<>();

  /**
   * Has seen nothing yet.
   *
   * @param pauses whether the pauses are measured as well
   */
  public Sampler(Meter meter, boolean pauses) {
    this.meter = meter;
    this.pauses = pauses;
  }

  /** What a pod runs in. */
  public record Running(StoredPod pod, RuntimeState runtime) {
    /** Those of the pods whose pause lives; the others have no process. */
    public static List<Running> of(List<StoredPod> pods, PodStore store) throws IOException {
      List<Running> running = new ArrayList<>();
      for (StoredPod pod : pods) {
        Optional<RuntimeState> runtime = pod.pauseAlive() ? store.runtime(pod) : Optional.empty();
        if (runtime.isPresent()) {
          running.add(new Running(pod, runtime.get()));
        }
      }
      return running;
    }
  }

  /** Looks for the first time: what {@link #measure} then compares with. */
  public void begin(List<Running> pods) throws IOException {
    for (Running pod : pods) {
      for (RuntimeState.Container container : pod.runtime.containers()) {
        if (container.process().pid() != 0) {
          look(container.cgroup());
        }
      }
      if (pauses) {
        look(pod.runtime.pauseCgroup());
      }
    }
    turn();
  }

  /** The pods that run a container, in the order given. */
  public List<PodMetrics> measure(List<Running> pods) throws IOException {
    List<PodMetrics> metrics = new ArrayList<>();
    for (Running pod : pods) {
      pod(pod).ifPresent(metrics::add);
    }
    turn();
    return metrics;
  }

  private void turn() {
    before = now;
    now = new HashMap<>();
  }

  private Optional<PodMetrics> pod(Running pod) throws IOException {
    List<ContainerMetrics> containers = new ArrayList<>();
    long window = 0;
    for (RuntimeState.Container container : pod.runtime.containers()) {
      if (container.process().pid() != 0) {
        String cgroup = container.cgroup();
        container(container.name(), cgroup).ifPresent(containers::add);
        window = Math.max(window, window(cgroup));
      }
    }
    Optional<Pressure> pressure = meter.pressure(pod.runtime.cgroup());
    if (containers.isEmpty() || pressure.isEmpty()) {
      return Optional.empty();
    }
    Optional<ContainerMetrics> pause =
        pauses ? container(PAUSE, pod.runtime.pauseCgroup()) : Optional.empty();
    return Optional.of(new PodMetrics(pod.pod, window, containers, pause, pressure.get()));
  }

  private Optional<ContainerMetrics> container(String name, String cgroup) throws IOException {
    Optional<Meter.Reading> found = meter.read(cgroup);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Meter.Reading reading = found.get();
    Counters counters = reading.counters();
    Counters last = before.get(cgroup);
    now.put(cgroup, counters);
    return Optional.of(
        new ContainerMetrics(
            name,
            last == null ? OptionalLong.empty() : counters.nanoCoresSince(last),
            reading.memoryBytes(),
            reading.pids(),
            last == null ? Optional.empty() : counters.ioSince(last),
            reading.pressure()));
  }

  private void look(String cgroup) throws IOException {
    Optional<Counters> counters = meter.counters(cgroup);
    if (counters.isPresent()) {
      now.put(cgroup, counters.get());
    }
  }

  private long window(String cgroup) {
    Counters last = before.get(cgroup);
    Counters current = now.get(cgroup);
    return last == null || current == null ? 0 : current.nanosSince(last);
  }
}
