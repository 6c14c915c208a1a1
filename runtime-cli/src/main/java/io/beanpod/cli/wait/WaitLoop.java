package io.beanpod.cli.wait;

import io.beanpod.cli.Output;
import io.beanpod.store.StoredPod;
import io.beanpod.watch.ChangeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Waits for some pods, all at once, until the condition was met by each or the time is over. */
public final class WaitLoop {
  /**
   * A pod that is waited for.
   *
   * @param uid empty where it does not exist yet
   */
  public record Target(String namespace, String name, String uid) {}

  /** Reads one pod from disk. */
  @FunctionalInterface
  public interface Reader {
    Optional<StoredPod> find(String namespace, String name) throws IOException;
  }

  private final Reader reader;
  private final ChangeSource changes;
  private final LongSupplier clock;
  private final Output out;
  private final Output err;

  /**
   * A loop.
   *
   * @param clock milliseconds of a clock that never jumps
   */
  public WaitLoop(Reader reader, ChangeSource changes, LongSupplier clock, Output out, Output err) {
    this.reader = reader;
    this.changes = changes;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /**
   * Waits, and says which pods met the condition as they do.
   *
   * @param timeout milliseconds; 0 looks once and does not wait
   * @return whether all met it; those that did not are named on standard error
   * @throws io.beanpod.cli.Failure where the condition cannot be told of a pod
   */
  public boolean run(List<Target> targets, WaitCondition condition, long timeout)
      throws IOException {
    long end = clock.getAsLong() + timeout;
    List<Target> pending = targets;
    while (true) {
      pending = look(pending, condition);
      if (pending.isEmpty()) {
        return true;
      }
      long left = end - clock.getAsLong();
      if (left <= 0 || !changes.await(left)) {
        break;
      }
    }
    String problem =
        timeout == 0 ? "condition not met for" : "timed out waiting for the condition on";
    for (Target target : pending) {
      err.line("error: " + problem + " pods/" + target.name());
    }
    return false;
  }

  /** Those that have not met the condition yet. */
  private List<Target> look(List<Target> targets, WaitCondition condition) throws IOException {
    changes.prepare();
    List<Target> pending = new ArrayList<>();
    List<StoredPod> seen = new ArrayList<>();
    for (Target target : targets) {
      Optional<StoredPod> pod = reader.find(target.namespace(), target.name());
      pod.ifPresent(seen::add);
      if (condition.met(target.uid(), pod)) {
        out.line("pod/" + target.name() + " condition met");
      } else {
        pending.add(target);
      }
    }
    changes.attend(seen);
    out.flush();
    return pending;
  }
}
