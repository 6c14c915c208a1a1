package io.beanpod.cli.change;

import io.beanpod.cli.Context;
import io.beanpod.linux.Flock;
import io.beanpod.pod.Applier.Verdict;
import io.beanpod.pod.PodUpdate;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.Map;

/**
 * Reads a pod, changes it and stores it, with no other command's change in between: two that label
 * the same pod at once must not undo each other.
 */
public final class PodChange {
  private PodChange() {}

  /** Makes a new tree of a pod. */
  public interface Change {
    /**
     * The pod as it is to be.
     *
     * @param pod as it is now
     */
    Map<String, Object> of(StoredPod pod) throws IOException;
  }

  /**
   * What came of it.
   *
   * @param before the pod as it was
   * @param after the pod as it is now, or would be
   * @param changed whether they differ
   */
  public record Outcome(StoredPod before, Map<String, Object> after, boolean changed) {}

  /**
   * Changes one pod.
   *
   * @throws io.beanpod.cli.Failure where there is no such pod
   * @throws io.beanpod.model.InvalidManifest where it cannot become that
   */
  public static Outcome make(
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
}
