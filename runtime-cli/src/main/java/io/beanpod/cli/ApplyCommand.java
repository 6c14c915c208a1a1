package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.List;

/** {@code apply}: makes the pods that manifests describe. */
final class ApplyCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "apply",
        "-f FILE|DIR|-",
        "Launch the pods of a manifest",
        List.of(
            Flag.value(
                "filename",
                'f',
                "FILE",
                "YAML or JSON: a file, a directory of them, or - for standard input; may be given"
                    + " again")),
        List.of(
            "beanpod apply -f examples/containerdays.yaml", "cat web.yaml | beanpod apply -f -"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    ApplyOptions options = options(arguments);
    Caller.requireRoot("apply");
    return ApplyAction.run(context, options);
  }

  static ApplyOptions options(Arguments arguments) {
    List<String> files = arguments.values("filename");
    if (!arguments.words().isEmpty()) {
      String word = arguments.words().get(0);
      throw new UsageError("apply", "a file needs -f before it: -f " + word);
    }
    if (files.isEmpty()) {
      throw new UsageError("apply", "say what to apply: -f FILE");
    }
    return new ApplyOptions(List.copyOf(files), arguments.value("namespace"));
  }
}
