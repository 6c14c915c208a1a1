package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.PatchText;
import io.beanpod.cli.change.Subresource;
import java.io.IOException;
import java.util.List;

/** {@code patch}: changes some fields of an object. */
final class PatchCommand implements Command {
  private static final String NAME = "patch";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "KIND NAME|KIND/NAME|-f FILE -p PATCH|--patch-file FILE",
        "Change fields of a pod or another object",
        List.of(
            Flag.value("patch", 'p', "PATCH", "The patch, as JSON or YAML"),
            Flag.value("patch-file", Flag.NO_LETTER, "FILE", "The patch is in this file"),
            Flag.value(
                "type",
                Flag.NO_LETTER,
                "json|merge|strategic",
                "How to read the patch (default: strategic, which merges containers by name)"),
            Subresource.flag(
                "status|resize",
                "status: patch that instead, conditions such as those of readinessGates; resize:"
                    + " patch nothing but cpu and memory"),
            Flag.value(
                "filename", 'f', "FILE", "The objects of a manifest: a file, a directory or -"),
            DryRun.flag(),
            ChangeOutput.flag()),
        List.of(
            "beanpod patch pod web -p '{\"metadata\":{\"labels\":{\"tier\":\"front\"}}}'",
            "beanpod patch pod web --type=json -p"
                + " '[{\"op\":\"replace\",\"path\":\"/spec/containers/0/image\",\"value\":\"nginx:1.27\"}]'",
            "beanpod patch pod web --subresource resize -p"
                + " '{\"spec\":{\"containers\":[{\"name\":\"app\",\"resources\":{\"limits\":{\"cpu\":\"200m\"}}}]}}'"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    Subresource part = Subresource.of(NAME, arguments, true);
    PatchText patch = PatchText.of(NAME, arguments);
    ChangeOutput output = ChangeOutput.of(NAME, arguments);
    List<Targets.Target> targets = Targets.find(context, NAME, arguments, arguments.allWords());
    if (output.dryRun() == DryRun.NONE) {
      Caller.requireRoot(NAME);
    }
    return new PatchAction(context, patch, part, output).run(targets);
  }
}
