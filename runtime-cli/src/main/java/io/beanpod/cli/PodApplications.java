package io.beanpod.cli;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.PodManifest;
import io.beanpod.model.PodSpec;
import io.beanpod.model.PortWarnings;
import io.beanpod.network.NothingFree;
import io.beanpod.object.AlreadyExists;
import io.beanpod.pod.Applier;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Applies pods, a few at once: while the pause of one boots, the next is begun. What became of each
 * is told in the order of the manifests; each stands for itself, as with kubectl.
 */
final class PodApplications {
  /** One more than there are CPUs: this process is at work for the next one meanwhile. */
  private final int atOnce = Runtime.getRuntime().availableProcessors() + 1;

  private final Context context;
  private final Applier applier;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final boolean create;
  private boolean failed;

  /**
   * None so far.
   *
   * @param create whether a pod that is there already is an error
   */
  PodApplications(Context context, Applier applier, boolean create) {
    this.create = create;
    this.context = context;
    this.applier = applier;
  }

  private record Pending(String source, ObjectMeta pod, PodSpec spec, Applier.Begun begun) {}

  /** Begins with a pod, after some of those before are done if need be. */
  void begin(String source, PodManifest manifest) {
    ObjectMeta pod = manifest.pod().metadata();
    while (pending.size() >= atOnce || inTheMaking(pod)) {
      finishFirst();
    }
    try {
      if (create && context.store().find(pod.namespace(), pod.name()).isPresent()) {
        throw new AlreadyExists(ObjectKind.POD, pod.name());
      }
      pending.add(new Pending(source, pod, manifest.pod().spec(), begin(manifest)));
    } catch (IOException | InvalidManifest e) {
      finish();
      failure(source, pod, e);
    }
  }

  private Applier.Begun begin(PodManifest manifest) throws IOException {
    try {
      return applier.begin(manifest);
    } catch (NothingFree e) {
      finish(); // one of them may have what this one wants: then it has a name, or is not to be
      return applier.begin(manifest);
    }
  }

  /** Waits for all that were begun. */
  void finish() {
    while (!pending.isEmpty()) {
      finishFirst();
    }
  }

  /** Whether something went wrong so far. */
  boolean failed() {
    return failed;
  }

  private boolean inTheMaking(ObjectMeta pod) {
    for (Pending each : pending) {
      if (each.pod.name().equals(pod.name()) && each.pod.namespace().equals(pod.namespace())) {
        return true;
      }
    }
    return false;
  }

  private void finishFirst() {
    Pending first = pending.remove();
    String name = "pod/" + first.pod.name();
    try (Applier.Begun begun = first.begun) {
      Applier.Applied applied = begun.outcome();
      if (applied.verdict() != Applier.Verdict.UNCHANGED) {
        warn(context, first.spec);
      }
      context.out().line(name + " " + applied.verdict().word());
      context.out().flush();
      for (String container : applied.unstarted()) {
        failed = true;
        context.err().line("error: " + first.source + ": " + name + ": container " + container);
      }
    } catch (IOException | InvalidManifest e) {
      failure(first.source, first.pod, e);
    }
  }

  /** What an API server would warn of, with kubectl's word before it. */
  static void warn(Context context, PodSpec spec) {
    for (String warning : PortWarnings.of(spec)) {
      context.err().line("Warning: " + warning);
    }
    context.err().flush();
  }

  private void failure(String source, ObjectMeta pod, Exception e) {
    failed = true;
    String start = "error: " + source + ": ";
    if (e instanceof IOException problem) {
      context.err().line(start + "pod/" + pod.name() + ": " + FileProblem.of(problem, true));
    } else {
      context.err().line(start + e.getMessage().replace("\n", "\n" + start));
    }
  }
}
