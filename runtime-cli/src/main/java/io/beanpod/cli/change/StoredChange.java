package io.beanpod.cli.change;

import io.beanpod.cli.AnyKind;
import io.beanpod.cli.Context;
import io.beanpod.cli.Failure;
import io.beanpod.linux.Flock;
import io.beanpod.object.Kinds;
import io.beanpod.object.ObjectChange;
import io.beanpod.pod.Applier.Verdict;
import io.beanpod.pod.PodUpdate;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an object, changes it and stores it, with no other command's change in between: two that
 * label the same pod at once must not undo each other.
 */
public final class StoredChange {
  private StoredChange() {}

  /** Makes a new tree of an object. */
  public interface Change {
    /**
     * The object as it is to be.
     *
     * @param object as it is now
     */
    Map<String, Object> of(Stored object) throws IOException;
  }

  /**
   * What came of it.
   *
   * @param before the object as it was
   * @param after the object as it is now, or would be
   * @param changed whether they differ
   */
  public record Outcome(Stored before, Map<String, Object> after, boolean changed) {}

  /**
   * Changes one object.
   *
   * @throws Failure where there is no such object
   * @throws io.beanpod.model.InvalidManifest where it cannot become that
   */
  public static Outcome make(
      Context context, ObjectKind kind, String namespace, String name, DryRun dryRun, Change change)
      throws IOException {
    return kind == ObjectKind.POD
        ? pod(context, namespace, name, dryRun, change)
        : other(context, kind, namespace, name, dryRun, change);
  }

  private static Outcome pod(
      Context context, String namespace, String name, DryRun dryRun, Change change)
      throws IOException {
    if (dryRun != DryRun.NONE) {
      StoredPod pod = context.pod(namespace, name);
      Map<String, Object> after = PodUpdate.preview(pod, change.of(pod));
      return new Outcome(pod, after, !after.equals(pod.tree()));
    }
    context.pod(namespace, name); // a missing pod is said to be missing even where nothing is
    try (Flock alone = Flock.exclusive(context.root().changeLock())) {
      StoredPod pod = context.pod(namespace, name);
      Map<String, Object> tree = change.of(pod);
      Map<String, Object> after = PodUpdate.preview(pod, tree);
      Verdict verdict = new PodUpdate(context.root()).apply(pod, tree);
      return new Outcome(pod, after, verdict == Verdict.CONFIGURED);
    }
  }

  private static Outcome other(
      Context context, ObjectKind kind, String namespace, String name, DryRun dryRun, Change change)
      throws IOException {
    ObjectChange objects =
        new ObjectChange(context.root(), Kinds.rules(kind).orElseThrow(), dryRun != DryRun.NONE);
    Optional<ObjectChange.Outcome> outcome = objects.change(namespace, name, change::of);
    if (outcome.isEmpty()) {
      throw new Failure(AnyKind.notFound(context, kind, namespace, name));
    }
    return new Outcome(
        outcome.get().before().orElseThrow(),
        outcome.get().after().tree(),
        outcome.get().changed());
  }
}
