package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.describe.MemoryKills;
import io.beanpod.cli.describe.PodDescription;
import io.beanpod.cli.describe.Surroundings;
import io.beanpod.cli.kind.KindViews;
import io.beanpod.event.EventStore;
import io.beanpod.event.StoredEvent;
import io.beanpod.model.Selector;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code describe}: all that is known of an object, to read. */
final class DescribeCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "describe",
        "KIND|KIND NAME...|KIND PREFIX|KIND/NAME... [-l SELECTOR]",
        "Show a pod or another object in detail",
        List.of(
            Flag.value("selector", 'l', "SELECTOR", "Those with these labels: app=web,tier!=db"),
            Flag.toggle(
                "show-events", Flag.NO_LETTER, "What has happened to a pod (default: true)")),
        List.of("beanpod describe pod web", "beanpod describe configmap site"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.allWords();
    Resources resources = Resources.of("describe", words);
    Optional<Selector> selector = PodSelection.selector("describe", arguments);
    if (!resources.names().isEmpty() && selector.isPresent()) {
      throw new UsageError("describe", "names do not go with --selector");
    }
    String namespace = Context.namespace(arguments);
    List<Stored> objects = new ArrayList<>();
    int status = 0;
    for (Targets.Target target : Targets.named(resources, namespace)) {
      List<Stored> found = new ArrayList<>();
      AnyKind.find(context, target.kind(), target.namespace(), target.name()).ifPresent(found::add);
      if (found.isEmpty() && words.size() == 2 && words.get(1).indexOf('/') < 0) {
        // `describe pod NAME` alone, as in kubectl: the start of names does, where no pod has it.
        found.addAll(startingWith(context, target));
      }
      objects.addAll(found);
      if (found.isEmpty()) {
        String message =
            AnyKind.notFound(context, target.kind(), target.namespace(), target.name());
        context.err().line("error: " + message);
        status = Main.FAILED;
      }
    }
    if (resources.names().isEmpty()) {
      for (ObjectKind kind : resources.kinds()) {
        objects.addAll(
            PodSelection.matching(AnyKind.list(context, kind, Optional.of(namespace)), selector));
      }
      if (objects.isEmpty()) {
        context.err().line("No resources found in " + namespace + " namespace.");
      }
    }
    String between = "";
    for (Stored object : objects) {
      String text =
          object instanceof StoredPod pod
              ? text(context, pod, arguments.on("show-events", true))
              : KindViews.of(object.kind()).describe(object, context);
      context.out().print(between).print(text);
      between = "\n\n";
    }
    return status;
  }

  private static String text(Context context, StoredPod pod, boolean showEvents)
      throws IOException {
    Optional<List<StoredEvent>> events = Optional.empty();
    if (showEvents) {
      EventStore store = new EventStore(context.root(), Instant.ofEpochMilli(context.now()));
      events = Optional.of(store.ofPod(pod.uid()));
    }
    Surroundings here = new Surroundings(Host.name(), ZoneId.systemDefault(), context.now());
    return PodDescription.of(pod.tree(), events, MemoryKills.of(context.root(), pod), here);
  }

  private static List<Stored> startingWith(Context context, Targets.Target target)
      throws IOException {
    List<Stored> found = new ArrayList<>();
    for (Stored object : AnyKind.list(context, target.kind(), Optional.of(target.namespace()))) {
      if (object.name().startsWith(target.name())) {
        found.add(object);
      }
    }
    return found;
  }
}
