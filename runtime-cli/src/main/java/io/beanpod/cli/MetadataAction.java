package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.KeyChanges;
import io.beanpod.cli.change.PodChange;
import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries {@code label} and {@code annotate} out: each pod stands for itself. */
final class MetadataAction {
  private final Context context;
  private final MetadataKind kind;
  private final KeyChanges changes;
  private final ChangeOutput output;

  MetadataAction(Context context, MetadataKind kind, KeyChanges changes, ChangeOutput output) {
    this.context = context;
    this.kind = kind;
    this.changes = changes;
    this.output = output;
  }

  /** Changes the pods; 1 where one could not be. */
  int change(List<PodTargets.Target> targets, boolean overwrite) {
    return PodTargets.change(context, targets, target -> change(target, overwrite));
  }

  private void change(PodTargets.Target target, boolean overwrite) throws IOException {
    PodChange.Outcome outcome =
        PodChange.make(
            context,
            target.namespace(),
            target.name(),
            output.dryRun(),
            pod -> changed(pod, overwrite));
    if (kind == MetadataKind.LABEL && output.format().isEmpty()) {
      for (String key : changes.removed()) {
        if (!outcome.before().labels().containsKey(key)) {
          context.out().line("label \"" + key + "\" not found.");
        }
      }
    }
    Map<String, String> before = current(outcome.before());
    String verb = kind.verb(before, changes.apply(before));
    output.print(context.out(), outcome.after(), verb);
  }

  private Map<String, Object> changed(StoredPod pod, boolean overwrite) {
    Map<String, String> current = current(pod);
    Map<String, String> present = changes.present(current);
    if (!overwrite && !present.isEmpty()) {
      throw new Failure(kind.refusal(present));
    }
    Map<String, Object> tree = Json.copy(pod.tree());
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    metadata.put(kind.field(), new LinkedHashMap<String, Object>(changes.apply(current)));
    return tree;
  }

  private Map<String, String> current(StoredPod pod) {
    return kind == MetadataKind.LABEL ? pod.labels() : pod.annotations();
  }

  /** Shows what the pods have; with more than one, each under its name. */
  int list(List<PodTargets.Target> targets) throws IOException {
    String indent = targets.size() == 1 ? "" : " ";
    for (PodTargets.Target target : targets) {
      StoredPod pod = context.pod(target.namespace(), target.name());
      if (targets.size() != 1) {
        context.out().line("Listing " + kind.field() + " for Pod./" + pod.name() + ":");
      }
      Map<String, String> shown = new TreeMap<>(changes.apply(current(pod)));
      for (Map.Entry<String, String> entry : shown.entrySet()) {
        context.out().line(indent + entry.getKey() + "=" + entry.getValue());
      }
    }
    return 0;
  }
}
