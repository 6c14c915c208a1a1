package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.PatchText;
import io.beanpod.cli.change.StoredChange;
import io.beanpod.cli.change.Subresource;
import io.beanpod.pod.ConditionUpdate;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Carries {@code patch} out.
 *
 * @param part what the patch is for
 */
record PatchAction(Context context, PatchText patch, Subresource part, ChangeOutput output) {

  int run(List<Targets.Target> targets) throws IOException {
    for (Targets.Target target : targets) {
      if (part == Subresource.STATUS) {
        patchStatus(target);
      } else {
        StoredChange.Outcome outcome =
            target.change(
                context,
                output.dryRun(),
                object -> part.only(object, patch.apply(target.label(), object.tree())));
        print(target, outcome.after(), outcome.changed());
      }
    }
    return 0;
  }

  private void patchStatus(Targets.Target target) throws IOException {
    if (target.kind() != ObjectKind.POD) {
      throw new Failure(
          target.label() + ": the status of a " + target.kind().kind() + " is the system's");
    }
    StoredPod pod = context.pod(target.namespace(), target.name());
    Map<String, Object> patched = patch.apply(target.label(), pod.tree());
    List<Map<String, Object>> conditions = ConditionUpdate.changed(pod, patched);
    if (output.dryRun() != DryRun.NONE) {
      print(target, patched, !conditions.isEmpty());
      return;
    }
    ConditionUpdate.apply(context.root(), pod, conditions);
    print(target, context.pod(target.namespace(), target.name()).tree(), !conditions.isEmpty());
  }

  private void print(Targets.Target target, Map<String, Object> object, boolean changed) {
    output.print(context.out(), target.kind(), object, changed ? "patched" : "patched (no change)");
  }
}
