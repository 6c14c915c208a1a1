package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.PatchText;
import io.beanpod.cli.change.PodChange;
import io.beanpod.cli.change.Subresource;
import io.beanpod.pod.ConditionUpdate;
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

  int run(List<PodTargets.Target> targets) throws IOException {
    for (PodTargets.Target target : targets) {
      if (part == Subresource.STATUS) {
        patchStatus(target);
      } else {
        PodChange.Outcome outcome =
            PodChange.make(
                context,
                target.namespace(),
                target.name(),
                output.dryRun(),
                pod -> part.only(pod, patch.apply(pod.name(), pod.tree())));
        print(outcome.after(), outcome.changed());
      }
    }
    return 0;
  }

  private void patchStatus(PodTargets.Target target) throws IOException {
    StoredPod pod = context.pod(target.namespace(), target.name());
    Map<String, Object> patched = patch.apply(pod.name(), pod.tree());
    List<Map<String, Object>> conditions = ConditionUpdate.changed(pod, patched);
    if (output.dryRun() != DryRun.NONE) {
      print(patched, !conditions.isEmpty());
      return;
    }
    ConditionUpdate.apply(context.root(), pod, conditions);
    print(context.pod(target.namespace(), target.name()).tree(), !conditions.isEmpty());
  }

  private void print(Map<String, Object> pod, boolean changed) {
    output.print(context.out(), pod, changed ? "patched" : "patched (no change)");
  }
}
