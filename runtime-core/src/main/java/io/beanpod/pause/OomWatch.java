package io.beanpod.pause;

import io.beanpod.lifecycle.Clock;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells by an event of every process that the kernel kills for want of memory: also of a child
 * whose parent goes on, which no exit code shows.
 *
 * <p>The kernel wakes the event loop, by {@code memory.events} (v2) or {@code memory.oom_control}
 * (v1); what counts is the counter of the container's cgroup. With v1 the wake-up comes just before
 * the kill, so the counter is looked at once more soon after.
 */
final class OomWatch {
  private static final long SOON_MILLIS = 50;
  private static final int MOST_KILLS = 64; // that are remembered until their counter is read
  private static final int MOST_EVENTS = 5; // of one look at one container

  private final Wakeups wakeups;
  private final Clock clock;
  private final String podCgroup;
  private final OomKillLines parser = new OomKillLines();
  private final List<OomKillLines.Kill> kills = new ArrayList<>();
  private final Set<ContainerRun> watched = new HashSet<>();
  private final Set<ContainerRun> again = new HashSet<>();
  private Optional<KernelLog> log = Optional.empty();
  private long againAt = Long.MAX_VALUE;

  /**
   * Watches nothing yet.
   *
   * @param podCgroup the pod's cgroup, relative to each hierarchy's root
   */
  OomWatch(Wakeups wakeups, Clock clock, String podCgroup) {
    this.wakeups = wakeups;
    this.clock = clock;
    this.podCgroup = podCgroup;
  }

  /** Watches those that are not watched yet. What happened to them before is told now. */
  void add(List<ContainerRun> runs) {
    if (watched.isEmpty()) {
      openLog();
    }
    for (ContainerRun run : runs) {
      if (watched.add(run)) {
        if (!diesWhole(run)) {
          listen(run);
        }
        look(run);
      }
    }
  }

  /**
   * Whether a kill always takes the main process along, whose end is heard of anyway. Then nothing
   * is listened for: memory.events would wake the pause for every want of a page in a container
   * that has filled its limit with page cache, which is nothing unusual.
   */
  private static boolean diesWhole(ContainerRun run) {
    return run.cgroup().v2Directory().isPresent() && run.plan().limits().oomGroup();
  }

  private void listen(ContainerRun run) {
    try {
      Fd readable = run.cgroup().openOomEvents();
      wakeups.addEvent(readable, () -> woken(run));
    } catch (IOException e) { // what its main process ends with is told all the same
      System.err.println("beanpod: container " + run.plan().name() + ": " + e.getMessage());
    }
  }

  private void openLog() {
    try {
      log = Optional.of(new KernelLog());
    } catch (SyscallException e) { // an event without the kernel's own words says enough
      System.err.println("beanpod: the kernel's log can't be read: " + e.getMessage());
    }
  }

  private void woken(ContainerRun run) {
    look(run);
    again.add(run);
    againAt = Math.min(againAt, clock.monotonicMillis() + SOON_MILLIS);
  }

  /** When {@link #tick} has something to do, by the monotonic clock. */
  long nextAt() {
    return againAt;
  }

  /** Looks again at those that were woken. */
  void tick() {
    if (clock.monotonicMillis() >= againAt) {
      List<ContainerRun> due = new ArrayList<>(again);
      again.clear();
      againAt = Long.MAX_VALUE;
      due.forEach(this::look);
    }
  }

  /** Tells of what has been killed in a container since the last look. */
  void look(ContainerRun run) {
    try {
      long killed = run.newOomKills();
      if (killed > 0) {
        readLog();
        tell(run, killed);
      }
    } catch (IOException e) {
      System.err.println(
          "beanpod: container " + run.plan().name() + ": memory kills: " + e.getMessage());
    }
  }

  private void readLog() throws SyscallException {
    if (log.isEmpty()) {
      return;
    }
    log.get()
        .read(
            message -> {
              Optional<OomKillLines.Kill> kill = parser.take(message);
              // One without a cgroup may be anybody's: by its process it may be found to be ours.
              if (kill.isPresent()
                  && kills.size() < MOST_KILLS
                  && (kill.get().cgroup().isEmpty() || kill.get().cgroup().contains(podCgroup))) {
                kills.add(kill.get());
              }
            });
  }

  private void tell(ContainerRun run, long killed) {
    String cgroup = "/" + run.cgroup().path();
    int told = 0;
    for (Iterator<OomKillLines.Kill> i = kills.iterator(); i.hasNext(); ) {
      OomKillLines.Kill kill = i.next();
      boolean main = run.isProcess(kill.pid());
      if (kill.cgroup().endsWith(cgroup) || (kill.cgroup().isEmpty() && main)) {
        i.remove();
        if (told < MOST_EVENTS) {
          told++;
          run.life().events().memoryKill(kill.line());
        }
      } else if (kill.cgroup().isEmpty()) {
        i.remove();
      }
    }
    if (told == 0) {
      String what = killed == 1 ? "a process" : killed + " processes";
      String container = run.plan().name();
      run.life()
          .events()
          .memoryKill("Memory cgroup out of memory: killed " + what + " of container " + container);
    }
  }
}
