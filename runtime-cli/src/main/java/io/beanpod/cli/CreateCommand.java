package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code create}: makes the objects of manifests, which must not be there yet. */
final class CreateCommand implements Command {
  private static final String NAME = "create";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "-f FILE|DIR|-",
        "Make the objects of a manifest, none of which is there yet",
        List.of(
            Flag.value(
                "filename",
                'f',
                "FILE",
                "YAML or JSON: a file, a directory of them, or - for standard input; may be given"
                    + " again")),
        List.of("beanpod create -f web.yaml", "beanpod create configmap site --from-file www"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> files = arguments.values("filename");
    if (!arguments.allWords().isEmpty()) {
      throw new UsageError(
          NAME,
          "there is no create "
              + arguments.allWords().get(0)
              + "; write a manifest: create -f FILE, or create configmap, secret or namespace");
    }
    if (files.isEmpty()) {
      throw new UsageError(NAME, "must specify --filename: -f FILE");
    }
    Caller.requireRoot(NAME);
    return ApplyAction.run(
        context,
        new ApplyOptions(files, arguments.value("namespace"), Optional.empty(), List.of(), true));
  }
}
