package io.beanpod.cli;

import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.StoredChange;
import io.beanpod.model.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Carries {@code set resources} and {@code set image} out: each pod stands for itself. Of one that
 * has it all already nothing is said, as with kubectl.
 *
 * @param done what has happened then: {@code image updated}
 */
record SetAction(Context context, ChangeOutput output, String done) {

  /** Changes the pods; 1 where one could not be. */
  int run(List<Targets.Target> targets, Consumer<Map<String, Object>> change) {
    return Targets.change(context, targets, target -> change(target, change));
  }

  private void change(Targets.Target target, Consumer<Map<String, Object>> change)
      throws IOException {
    StoredChange.Outcome outcome =
        target.change(
            context,
            output.dryRun(),
            pod -> {
              Map<String, Object> tree = Json.copy(pod.tree());
              change.accept(tree);
              return tree;
            });
    if (outcome.changed()) {
      output.print(context.out(), target.kind(), outcome.after(), done);
    }
  }
}
