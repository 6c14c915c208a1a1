package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.describe.MemoryKills;
import io.beanpod.cli.describe.PodDescription;
import io.beanpod.cli.describe.Surroundings;
import io.beanpod.event.EventStore;
import io.beanpod.event.StoredEvent;
import io.beanpod.model.Selector;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code describe}: all that is known of a pod, to read. */
final class DescribeCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "describe",
        "pods|pod NAME...|pod PREFIX|pod/NAME... [-l SELECTOR]",
        "Show a pod in detail",
        List.of(
            Flag.value("selector", 'l', "SELECTOR", "Pods with these labels: app=web,tier!=db"),
            Flag.toggle("show-events", Flag.NO_LETTER, "What has happened to it (default: true)")),
        List.of("beanpod describe pod web"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    List<String> names = PodName.all("describe", words);
    Optional<Selector> selector = PodSelection.selector("describe", arguments);
    if (!names.isEmpty() && selector.isPresent()) {
      throw new UsageError("describe", "names do not go with --selector");
    }
    String namespace = Context.namespace(arguments);
    List<StoredPod> pods = new ArrayList<>();
    int status = 0;
    for (String name : names) {
      List<StoredPod> found = new ArrayList<>();
      Optional<StoredPod> pod = context.store().find(namespace, name);
      if (pod.isPresent()) {
        found.add(pod.get());
      } else if (words.size() == 2) {
        // `describe pod NAME` alone, as in kubectl: the start of names does, where no pod has it.
        found.addAll(startingWith(name, context.store().list(namespace)));
      }
      pods.addAll(found);
      if (found.isEmpty()) {
        context.err().line("error: " + context.notFound(namespace, name));
        status = Main.FAILED;
      }
    }
    if (names.isEmpty()) {
      pods = PodSelection.matching(context.store().list(namespace), selector);
      if (pods.isEmpty()) {
        context.err().line("No resources found in " + namespace + " namespace.");
      }
    }
    Surroundings here = new Surroundings(Host.name(), ZoneId.systemDefault(), context.now());
    String between = "";
    for (StoredPod pod : pods) {
      Optional<List<StoredEvent>> events = Optional.empty();
      if (arguments.on("show-events", true)) {
        EventStore store = new EventStore(context.root(), Instant.ofEpochMilli(context.now()));
        events = Optional.of(store.ofPod(pod.uid()));
      }
      String text =
          PodDescription.of(pod.tree(), events, MemoryKills.of(context.root(), pod), here);
      context.out().print(between).print(text);
      between = "\n\n";
    }
    return status;
  }

  private static List<StoredPod> startingWith(String prefix, List<StoredPod> pods) {
    return pods.stream().filter(pod -> pod.name().startsWith(prefix)).toList();
  }
}
