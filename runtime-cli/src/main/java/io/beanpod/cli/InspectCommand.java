package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Definition;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.inspect.PodView;
import io.beanpod.model.JsonWriter;
import io.beanpod.network.cni.CniNetwork;
import io.beanpod.network.cni.CniReport;
import io.beanpod.store.RuntimeState;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code inspect}: who holds which namespace, port, cgroup and overlay. */
final class InspectCommand implements Command {
  @Override
  public Definition definition() {
    return Definition.of(
        "inspect",
        "POD [-o json]",
        "Show a pod's processes, namespaces, network, cgroups and layers",
        List.of(Flag.value("output", 'o', "FORMAT", "json")),
        List.of("beanpod inspect web"));
  }

  @Override
  public int run(Context context, Arguments arguments) throws IOException {
    List<String> words = arguments.words();
    if (words.size() != 1) {
      throw new UsageError("inspect", words.isEmpty() ? "say which pod" : "one pod at a time");
    }
    String format = arguments.value("output").orElse("");
    if (!format.isEmpty() && !format.equals("json")) {
      throw new UsageError("inspect", "unknown output format: " + format + "; there is json");
    }
    Caller.requireRoot("inspect");
    StoredPod pod = context.pod(Context.namespace(arguments), words.get(0));
    Optional<RuntimeState> runtime = context.store().runtime(pod);
    if (runtime.isEmpty()) {
      throw new Failure(
          "pod "
              + pod.name()
              + " has no processes: "
              + pod.directory()
              + " has no "
              + RuntimeState.FILE);
    }
    PodView view =
        PodView.of(context.root(), pod, runtime.get(), Path.of("/proc"), cni(context, pod));
    context.out().print(format.isEmpty() ? view.text() : JsonWriter.indented(view.tree()));
    return 0;
  }

  private static Optional<CniReport> cni(Context context, StoredPod pod) throws IOException {
    return Files.isDirectory(context.root().cni())
        ? new CniNetwork(context.root()).report(pod.uid())
        : Optional.empty();
  }
}
