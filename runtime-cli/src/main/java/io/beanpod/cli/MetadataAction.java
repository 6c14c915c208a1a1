package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.KeyChanges;
import io.beanpod.cli.change.StoredChange;
import io.beanpod.model.Json;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Carries {@code label} and {@code annotate} out: each object stands for itself. */
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

  /** Changes the objects; 1 where one could not be. */
  int change(List<Targets.Target> targets, boolean overwrite) {
    return Targets.change(context, targets, target -> change(target, overwrite));
  }

  private void change(Targets.Target target, boolean overwrite) throws IOException {
    StoredChange.Outcome outcome =
        target.change(context, output.dryRun(), object -> changed(object, overwrite));
    if (kind == MetadataKind.LABEL && output.format().isEmpty()) {
      for (String key : changes.removed()) {
        if (!outcome.before().labels().containsKey(key)) {
          context.out().line("label \"" + key + "\" not found.");
        }
      }
    }
    Map<String, String> before = current(outcome.before());
    String verb = kind.verb(before, changes.apply(before));
    output.print(context.out(), target.kind(), outcome.after(), verb);
  }

  private Map<String, Object> changed(Stored object, boolean overwrite) {
    Map<String, String> current = current(object);
    Map<String, String> present = changes.present(current);
    if (!overwrite && !present.isEmpty()) {
      throw new Failure(kind.refusal(present));
    }
    Map<String, Object> tree = Json.copy(object.tree());
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    metadata.put(kind.field(), new LinkedHashMap<String, Object>(changes.apply(current)));
    return tree;
  }

  private Map<String, String> current(Stored object) {
    return kind == MetadataKind.LABEL ? object.labels() : object.annotations();
  }

  /** Shows what the objects have; with more than one, each under its name. */
  int list(List<Targets.Target> targets) throws IOException {
    String indent = targets.size() == 1 ? "" : " ";
    for (Targets.Target target : targets) {
      Stored object = target.get(context);
      if (targets.size() != 1) {
        context.out().line("Listing " + kind.field() + " for " + typed(object) + ":");
      }
      Map<String, String> shown = new TreeMap<>(changes.apply(current(object)));
      for (Map.Entry<String, String> entry : shown.entrySet()) {
        context.out().line(indent + entry.getKey() + "=" + entry.getValue());
      }
    }
    return 0;
  }

  /** {@code Pod./web}: kind, group and name. */
  private static String typed(Stored object) {
    String version = object.kind().apiVersion();
    int slash = version.indexOf('/');
    String group = slash < 0 ? "" : version.substring(0, slash);
    return object.kind().kind() + "." + group + "/" + object.name();
  }
}
