package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.change.Subresource;
import java.io.IOException;
import java.util.List;

/** {@code edit}: changes an object in the user's editor. */
final class EditCommand implements Command {
  private static final String NAME = "edit";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "KIND NAME|KIND/NAME|-f FILE [-o yaml|json]",
        "Edit an object in your editor: KUBE_EDITOR, EDITOR, or vi",
        List.of(
            Flag.value(
                "filename", 'f', "FILE", "The objects of a manifest: a file, a directory or -"),
            Subresource.flag("resize", "Change nothing but cpu and memory"),
            Flag.value("output", 'o', "FORMAT", "Edit the object as yaml (default) or json")),
        List.of(
            "beanpod edit pod web",
            "beanpod edit configmap site",
            "EDITOR=nano beanpod edit pod/web"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    String format = arguments.value("output").orElse("yaml");
    if (!format.equals("yaml") && !format.equals("json")) {
      throw new UsageError(NAME, "unknown output format: " + format + "; there are yaml and json");
    }
    Subresource part = Subresource.of(NAME, arguments, false);
    List<Targets.Target> targets = Targets.find(context, NAME, arguments, arguments.allWords());
    Caller.requireRoot(NAME);
    for (Targets.Target target : targets) {
      new EditAction(context, part, format).run(target);
    }
    return 0;
  }
}
