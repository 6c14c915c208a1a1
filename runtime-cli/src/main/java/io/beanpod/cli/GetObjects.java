package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.kind.KindViews;
import io.beanpod.cli.print.Columns;
import io.beanpod.cli.print.ObjectFormat;
import io.beanpod.cli.print.ObjectPrinter;
import io.beanpod.cli.print.PodColumns;
import io.beanpod.model.Selector;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code get} of other objects than pods, or of several kinds: a table for each kind. */
final class GetObjects {
  private static final List<String> FIELDS = List.of("metadata.name", "metadata.namespace");

  private final Context context;
  private final Arguments arguments;
  private final List<ObjectKind> kinds;
  private final List<Targets.Target> names;

  private GetObjects(
      Context context, Arguments arguments, List<ObjectKind> kinds, List<Targets.Target> names) {
    this.context = context;
    this.arguments = arguments;
    this.kinds = kinds;
    this.names = names;
  }

  /**
   * Shows them.
   *
   * @param kinds each once
   * @param names the objects that were named; empty: all of the kinds
   */
  static int run(
      Context context, Arguments arguments, List<ObjectKind> kinds, List<Targets.Target> names)
      throws IOException {
    PodQuery.check("get", arguments, !names.isEmpty());
    for (String flag : new String[] {"watch", "watch-only", "output-watch-events"}) {
      if (arguments.on(flag)) {
        throw new UsageError(
            "get", "--" + flag + " follows pods; other objects change by commands");
      }
    }
    GetObjects get = new GetObjects(context, arguments, kinds, names);
    return names.isEmpty() ? get.all() : get.named();
  }

  private int all() throws IOException {
    Optional<Selector> labels = PodSelection.selector("get", arguments);
    Optional<String> fieldText = arguments.value("field-selector");
    List<Stored> objects = new ArrayList<>();
    for (ObjectKind kind : kinds) {
      Optional<FieldSelector> fields =
          fieldText.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  kind == ObjectKind.POD
                      ? FieldSelector.parse("get", fieldText.get())
                      : FieldSelector.parse("get", fieldText.get(), FIELDS));
      for (Stored object :
          PodSelection.matching(AnyKind.list(context, kind, namespace()), labels)) {
        if (fields.isEmpty() || fields.get().matches(object.tree())) {
          objects.add(object);
        }
      }
    }
    print(objects, false);
    return 0;
  }

  private Optional<String> namespace() {
    return arguments.on("all-namespaces")
        ? Optional.empty()
        : Optional.of(Context.namespace(arguments));
  }

  private int named() throws IOException {
    List<Stored> objects = new ArrayList<>();
    boolean failed = false;
    for (Targets.Target name : names) {
      Optional<? extends Stored> found =
          AnyKind.find(context, name.kind(), name.namespace(), name.name());
      if (found.isPresent()) {
        objects.add(found.get());
      } else if (!arguments.on("ignore-not-found")) {
        String message = AnyKind.notFound(context, name.kind(), name.namespace(), name.name());
        context.err().line("error: " + message);
        failed = true;
      }
    }
    if (!objects.isEmpty()) {
      print(objects, names.size() == 1);
    }
    return failed ? Main.FAILED : 0;
  }

  /** Prints them in the format that the flags ask for. */
  private void print(List<Stored> found, boolean one) throws IOException {
    List<Stored> objects = sorted(found);
    ObjectPrinter printer = printer(kinds.get(0));
    if (one) {
      context.out().print(printer.one(objects.get(0)));
    } else if (!printer.isTable()) {
      context.out().print(printer.list(objects));
    } else if (objects.isEmpty()) {
      if (!arguments.on("ignore-not-found")) {
        context.err().line(none());
      }
    } else {
      tables(objects);
    }
  }

  private List<Stored> sorted(List<Stored> objects) {
    Optional<String> path = arguments.value("sort-by");
    return path.isPresent() ? PodSorter.sort(objects, Stored::tree, path.get()) : objects;
  }

  private void tables(List<Stored> objects) throws IOException {
    String between = "";
    for (ObjectKind kind : kinds) {
      List<Stored> some = new ArrayList<>();
      for (Stored object : objects) {
        if (object.kind() == kind) {
          some.add(object);
        }
      }
      if (!some.isEmpty()) {
        context.out().print(between).print(printer(kind).list(some));
        between = "\n";
      }
    }
  }

  private ObjectPrinter printer(ObjectKind kind) throws IOException {
    Columns columns = kind == ObjectKind.POD ? new PodColumns() : KindViews.of(kind);
    boolean typed = kinds.size() > 1 || arguments.on("show-kind");
    return ObjectFormat.printer(columns, arguments, typed, context.now());
  }

  /** kubectl's words for a table without rows. */
  private String none() {
    boolean namespaced = false;
    for (ObjectKind kind : kinds) {
      namespaced |= kind.namespaced();
    }
    return "No resources found"
        + (namespaced && namespace().isPresent() ? " in " + namespace().get() + " namespace." : "");
  }
}
