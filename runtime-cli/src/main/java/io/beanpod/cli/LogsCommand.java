package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.logs.LogOptions;
import io.beanpod.cli.logs.LogReader;
import io.beanpod.cli.logs.LogSink;
import io.beanpod.model.GoDuration;
import io.beanpod.model.Rfc3339;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code logs}: what containers wrote to their standard output and error. */
final class LogsCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "logs",
        "POD [CONTAINER] [-c CONTAINER] [-f] [-p] [--tail N] [--since DURATION]",
        "Print what a container wrote",
        List.of(
            Flag.value("container", 'c', "CONTAINER", "The container (default: the first)"),
            Flag.toggle("follow", 'f', "Go on until the container ends"),
            Flag.toggle("previous", 'p', "The log from before the last restart"),
            Flag.value("tail", Flag.NO_LETTER, "N", "Only the last N lines (default: all)"),
            Flag.value("since", Flag.NO_LETTER, "DURATION", "Only lines newer than 5s, 2m or 3h"),
            Flag.value(
                "since-time", Flag.NO_LETTER, "TIME", "Only lines after 2026-01-01T00:00:00Z"),
            Flag.toggle("timestamps", Flag.NO_LETTER, "Begin every line with its time"),
            Flag.value("limit-bytes", Flag.NO_LETTER, "N", "Stop after N bytes"),
            Flag.toggle("all-containers", Flag.NO_LETTER, "The logs of all containers"),
            Flag.toggle(
                "prefix", Flag.NO_LETTER, "Begin every line with the pod and the container")),
        List.of("beanpod logs web -c redis --tail 20 -f", "beanpod logs web --since 1h"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageError("logs", words.isEmpty() ? "say which pod" : "one pod at a time");
    }
    Optional<String> named = arguments.value("container");
    if (words.size() == 2) {
      if (named.isPresent()) {
        throw new UsageError("logs", "the container is given twice");
      }
      named = Optional.of(words.get(1));
    }
    boolean all = arguments.on("all-containers");
    if (all && named.isPresent()) {
      throw new UsageError("logs", "--all-containers goes with no container's name");
    }
    LogOptions options = options(arguments, context.now());
    LogSink sink = new LogSink(context.out(), number(arguments, "limit-bytes", 1));
    StoredPod pod = context.pod(Context.namespace(arguments), words.get(0));
    List<String> containers =
        all ? ContainerChoice.all(pod) : List.of(ContainerChoice.of(pod, named, context.err()));

    List<ContainerLog> logs = new ArrayList<>();
    for (String container : containers) {
      logs.add(ContainerLog.of(context, pod, container, arguments.on("previous")));
    }
    List<LogReader> readers = new ArrayList<>();
    try {
      for (ContainerLog log : logs) {
        String prefix =
            arguments.on("prefix") ? "[pod/" + pod.name() + "/" + log.container() + "] " : "";
        readers.add(new LogReader(log.file(), options, prefix, sink));
      }
      if (arguments.on("follow")) {
        new LogFollower(context.store(), pod, logs, readers, sink).run();
      } else {
        for (LogReader reader : readers) {
          reader.pump();
          reader.finish(readers.size() > 1);
        }
      }
    } finally {
      for (LogReader reader : readers) {
        reader.close();
      }
    }
    return 0;
  }

  private static LogOptions options(Arguments arguments, long now) {
    Optional<String> since = arguments.value("since");
    Optional<String> sinceTime = arguments.value("since-time");
    if (since.isPresent() && sinceTime.isPresent()) {
      throw new UsageError("logs", "--since and --since-time exclude each other");
    }
    OptionalLong from = OptionalLong.empty();
    if (since.isPresent()) {
      OptionalLong millis = GoDuration.millis(since.get());
      if (millis.isEmpty()) {
        throw new UsageError(
            "logs", "--since wants a time such as 5s, 2m or 1h30m: " + since.get());
      }
      from = OptionalLong.of(now - millis.getAsLong());
    } else if (sinceTime.isPresent()) {
      from = Rfc3339.millis(sinceTime.get());
      if (from.isEmpty()) {
        throw new UsageError(
            "logs", "--since-time wants a time such as 2026-01-01T00:00:00Z: " + sinceTime.get());
      }
    }
    Optional<String> text = Optional.empty();
    if (from.isPresent()) {
      String zoned = Rfc3339.format(from.getAsLong());
      text = Optional.of(zoned.substring(0, zoned.length() - 1));
    }
    return new LogOptions(tail(arguments), text, arguments.on("timestamps"));
  }

  /** -1, which is kubectl's default, means all. */
  private static OptionalLong tail(Arguments arguments) {
    return arguments.value("tail").orElse("").equals("-1")
        ? OptionalLong.empty()
        : number(arguments, "tail", 0);
  }

  private static OptionalLong number(Arguments arguments, String flag, long least) {
    Optional<String> text = arguments.value(flag);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong number = WholeNumber.parse(text.get());
    if (number.isEmpty() || number.getAsLong() < least) {
      throw new UsageError(
          "logs", "--" + flag + " wants a whole number of at least " + least + ": " + text.get());
    }
    return number;
  }
}
