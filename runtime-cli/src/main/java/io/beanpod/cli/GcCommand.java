package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.UsageError;
import io.beanpod.network.PodNetwork;
import io.beanpod.pod.GarbageCollector;
import java.io.IOException;
import java.util.List;

/** {@code gc}: removes what killed processes left, as every {@code apply} and {@code delete} do. */
final class GcCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.withoutNamespace(
        "gc",
        "",
        "Remove what pods and commands left that were killed",
        List.of(),
        List.of("beanpod gc"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    if (!arguments.words().isEmpty()) {
      throw new UsageError("gc", "gc takes no words: " + arguments.words().get(0));
    }
    Caller.requireRoot("gc");
    boolean[] nothing = {true};
    GarbageCollector.run(
        context.root(),
        removed -> {
          nothing[0] = false;
          context.out().line(removed + " removed");
        });
    if (nothing[0]) {
      context.out().line("nothing to remove");
    }
    new PodNetwork(context.root()).startAgent(); // that may have been killed, too
    return 0;
  }
}
