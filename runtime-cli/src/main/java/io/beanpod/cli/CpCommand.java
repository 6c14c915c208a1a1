package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import java.io.IOException;
import java.util.List;

/** {@code cp}: files and directories to and from containers. */
final class CpCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "cp",
        "[[NAMESPACE/]POD:]SRC [[NAMESPACE/]POD:]DST [-c CONTAINER]",
        "Copy files and directories to and from containers",
        List.of(
            Flag.value("container", 'c', "CONTAINER", "The container (default: the first)"),
            Flag.toggle(
                "no-preserve",
                Flag.NO_LETTER,
                "Do not keep ownership and permissions in the container"),
            Flag.value(
                "retries",
                Flag.NO_LETTER,
                "N",
                "For kubectl's sake: a copy on this machine needs no retries")),
        List.of(
            "beanpod cp site/ web:/usr/share/nginx/html -c nginx",
            "beanpod cp prod/web:/var/log/app.log app.log"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    if (words.size() != 2) {
      throw new UsageError("cp", "source and destination are required");
    }
    FileSpec source = FileSpec.of(words.get(0));
    FileSpec target = FileSpec.of(words.get(1));
    if (source.pod().isPresent() && target.pod().isPresent()) {
      throw new Failure("one of src or dest must be a local file specification");
    }
    if (source.path().isEmpty() || target.path().isEmpty()) {
      throw new Failure("filepath can not be empty");
    }
    if (source.pod().isEmpty() && target.pod().isEmpty()) {
      throw new Failure("one of src or dest must be a remote file specification");
    }
    retries(arguments);
    Caller.requireRoot("cp");
    CpAction action =
        new CpAction(
            context,
            Context.namespace(arguments),
            arguments.value("container"),
            !arguments.on("no-preserve"));
    if (source.pod().isPresent()) {
      action.fromPod(source, target.path());
    } else {
      action.toPod(source.path(), target);
    }
    return 0;
  }

  private static void retries(Arguments arguments) {
    String retries = arguments.value("retries").orElse("0");
    try {
      Integer.parseInt(retries);
    } catch (NumberFormatException e) {
      throw new UsageError("cp", "--retries wants a whole number: " + retries);
    }
  }
}
