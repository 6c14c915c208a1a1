package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.explain.Explanation;
import io.beanpod.cli.explain.PlainText;
import io.beanpod.model.explain.PodFields;
import io.beanpod.store.ObjectKind;
import java.io.IOException;
import java.util.List;

/** {@code explain}: what a field is for. */
final class ExplainCommand implements Command {
  private static final String NAME = "explain";

  @Override
  public Definition definition() {
    return Definition.of(
        NAME,
        "KIND|KIND.FIELD.FIELD... [--recursive]",
        "Explain the fields of a pod or another object",
        List.of(
            Flag.toggle(
                "recursive", Flag.NO_LETTER, "Names and types of all fields below, without words"),
            Flag.value("output", 'o', "FORMAT", "plaintext, which is the default, is all there is"),
            Flag.value(
                "api-version", Flag.NO_LETTER, "VERSION", "The kind's own, the only one there is")),
        List.of(
            "beanpod explain pods",
            "beanpod explain configmap.data",
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
    ObjectKind kind = Resources.type(NAME, words.get(0).split("\\.", -1)[0]);
    only(arguments, "api-version", kind.apiVersion());
    PodFields fields = PodFields.load(kind.kind());
    Explanation explanation = Explanation.of(fields, kind.kind(), words.get(0));
    context.out().print(PlainText.of(fields, kind, explanation, arguments.on("recursive")));
    return 0;
  }

  private static void only(Arguments arguments, String flag, String value) {
    String given = arguments.value(flag).orElse(value);
    if (!given.equals(value)) {
      throw new UsageError(NAME, "--" + flag + " is " + value + ", not " + given);
    }
  }
}
