package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.change.ChangeOutput;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.create.Creation;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.util.List;

/** {@code create namespace}: one that stays when it is empty, and can have labels. */
final class CreateNamespaceCommand implements Command {
  private static final String NAME = "create namespace";

  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        NAME,
        "NAME",
        "Make a namespace that is there without objects in it",
        List.of(DryRun.flag(), ChangeOutput.flag()),
        List.of("beanpod create namespace shop"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    Creation.run(
        context,
        NAME,
        ObjectKind.NAMESPACE,
        arguments,
        Creation.object(NAME, ObjectKind.NAMESPACE, arguments));
    return 0;
  }
}
