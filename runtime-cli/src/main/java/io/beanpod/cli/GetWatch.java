package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.print.ObjectPrinter;
import io.beanpod.cli.watch.PodEvent;
import io.beanpod.cli.watch.PodWatch;
import io.beanpod.watch.ChangeSource;
import io.beanpod.watch.KernelChanges;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

/** {@code get --watch}: prints pods as they change, until a signal or a closed output ends it. */
final class GetWatch {
  private GetWatch() {}

  static int run(Context context, Arguments arguments, PodQuery query, ObjectPrinter printer)
      throws IOException {
    if (arguments.value("sort-by").isPresent()) {
      context.err().line("warning: --watch or --watch-only requested, --sort-by will be ignored");
      context.err().flush();
    }
    for (PodQuery.Named named : query.names()) {
      if (context.store().find(named.namespace(), named.name()).isEmpty()) {
        throw new Failure(context.notFound(named.namespace(), named.name()));
      }
    }
    try (ChangeSource changes = new KernelChanges(context.root())) {
      PodWatch watch =
          new PodWatch(
              () -> query.candidates(context.store()),
              query::matches,
              changes,
              System::currentTimeMillis);
      loop(context.out(), watch, arguments.on("watch-only"), printer, System::currentTimeMillis);
    }
    return 0;
  }

  /** Ends where the source of changes does: that of the kernel never. */
  static void loop(
      Output out, PodWatch watch, boolean watchOnly, ObjectPrinter printer, LongSupplier clock)
      throws IOException {
    List<PodEvent> first = watch.look();
    if (!watchOnly) {
      out.print(printer.watched(first, clock.getAsLong()));
      out.flush();
    }
    while (watch.await(ChangeSource.FOR_EVER)) {
      List<PodEvent> events = watch.look();
      if (!events.isEmpty()) {
        out.print(printer.watched(events, clock.getAsLong()));
        out.flush();
      }
    }
  }
}
