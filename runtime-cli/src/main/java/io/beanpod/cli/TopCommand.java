package io.beanpod.cli;

import io.beanpod.cgroup.CgroupDriver;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.top.CgroupMeter;
import io.beanpod.cli.top.Sampler;
import io.beanpod.cli.top.TopOrder;
import io.beanpod.cli.top.TopRun;
import io.beanpod.cli.top.TopTable;
import io.beanpod.cli.top.TopView;
import io.beanpod.linux.Terminal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;

/** {@code top pod}: what pods use now. */
final class TopCommand implements Command {
  private static final int STDOUT = 1;

  @Override
  public Definition definition() {
    return Definition.of(
        "top",
        "pod [NAME | -l SELECTOR] [--containers] [-A] [-w] [--sort-by cpu|memory] [-o FORMAT]",
        "Show what pods use: CPU and memory",
        PodQuery.flags(
            Flag.toggle(
                "containers",
                Flag.NO_LETTER,
                "A row for each container, and one for the pause, which is in no pod's own row"),
            Flag.value(
                "sort-by", Flag.NO_LETTER, "RESOURCE", "Who uses most comes first: cpu or memory"),
            Flag.toggle("sum", Flag.NO_LETTER, "Add a last row with the sum of those above"),
            Flag.toggle("no-headers", Flag.NO_LETTER, "Leave out the table's first line"),
            Flag.value(
                "output",
                'o',
                "FORMAT",
                "json, yaml, or wide: tasks, bytes per second from and to block devices, and for"
                    + " how much of the last 10 seconds something waited for cpu, memory or io"
                    + " (PSI); - where the host does not tell"),
            Flag.toggle("watch", 'w', "Measure again every 2 seconds")),
        List.of(
            "beanpod top pods -A --sort-by cpu",
            "beanpod top pod web --containers -o wide",
            "beanpod top pods -l app=web --watch",
            "beanpod top pod web -o json"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    PodQuery query = PodQuery.ofWords("top", arguments, arguments.allWords());
    TopView view = view(arguments, query);
    for (PodQuery.Named named : query.names()) {
      if (context.store().find(named.namespace(), named.name()).isEmpty()) {
        throw new Failure(context.notFound(named.namespace(), named.name()));
      }
    }
    boolean detail = !arguments.value("output").orElse("").isEmpty();
    TopRun run =
        new TopRun(
            context,
            () -> query.list(context.store()),
            new Sampler(
                new CgroupMeter(CgroupDriver.detect(context.root()), detail),
                arguments.on("containers")),
            view,
            TopCommand::sleep);
    if (arguments.on("watch")) {
      run.watch(query.none(), () -> Terminal.size(STDOUT), System::currentTimeMillis);
      return 0;
    }
    return run.once(query.byName(), query.none()) ? 0 : Main.FAILED;
  }

  private static TopView view(Arguments arguments, PodQuery query) {
    TopOrder order = order(arguments);
    Optional<String> format = arguments.value("output");
    switch (format.orElse("")) {
      case "", "wide":
        return new TopView.Columns(
            new TopTable(
                query.allNamespaces(),
                arguments.on("containers"),
                format.isPresent(),
                !arguments.on("no-headers"),
                arguments.on("sum"),
                order),
            order);
      case "json", "yaml":
        return new TopView.Trees(format.get().equals("json"), query.names().size() == 1, order);
      default:
        throw new UsageError(
            "top", "unknown output format: " + format.get() + "; there are wide, json and yaml");
    }
  }

  private static TopOrder order(Arguments arguments) {
    switch (arguments.value("sort-by").orElse("")) {
      case "":
        return TopOrder.NAME;
      case "cpu":
        return TopOrder.CPU;
      case "memory":
        return TopOrder.MEMORY;
      default:
        throw new UsageError("top", "--sort-by accepts only cpu or memory");
    }
  }

  /** The kernel wakes us: futex(2) with a timeout. */
  private static boolean sleep(long millis) throws IOException {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while measuring");
    }
  }
}
