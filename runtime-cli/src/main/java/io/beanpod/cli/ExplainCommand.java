package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.explain.Explanation;
import io.beanpod.cli.explain.PlainText;
import io.beanpod.model.explain.PodFields;
import java.io.IOException;
import java.util.List;

/** {@code explain}: what a field is for. */
final class ExplainCommand implements Command {
  private static final String NAME = "explain";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "pods|pod.FIELD.FIELD... [--recursive]",
        "Explain the fields of a pod",
        List.of(
            Flag.toggle(
                "recursive", Flag.NO_LETTER, "Names and types of all fields below, without words"),
            Flag.value("output", 'o', "FORMAT", "plaintext, which is the default, is all there is"),
            Flag.value("api-version", Flag.NO_LETTER, "VERSION", "v1, the only one there is")),
        List.of(
            "beanpod explain pods",
            "beanpod explain pods.spec.restartPolicy",
            "beanpod explain pod.spec.containers --recursive"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    if (words.size() != 1) {
      throw new UsageError(NAME, "say which field: explain pods.spec.restartPolicy");
    }
    only(arguments, "output", "plaintext");
    only(arguments, "api-version", "v1");
    PodFields fields = PodFields.load();
    Explanation explanation = Explanation.of(fields, words.get(0));
    context.out().print(PlainText.of(fields, explanation, arguments.on("recursive")));
    return 0;
  }

  private static void only(Arguments arguments, String flag, String value) {
    String given = arguments.value(flag).orElse(value);
    if (!given.equals(value)) {
      throw new UsageError(NAME, "--" + flag + " is " + value + ", not " + given);
    }
  }
}
