package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Selector;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pods that a command is to change: by name, by label, all of them, or those of a manifest. */
final class PodTargets {
  /** A pod by its name; whether it exists is for its user to find out. */
  record Target(String namespace, String name) {}

  /** What is done to a pod. */
  interface Change {
    void make(Target target) throws IOException;
  }

  private PodTargets() {}

  /** Changes the pods, each for itself; 1 where one could not be. */
  static int change(Context context, List<Target> targets, Change change) {
    boolean failed = false;
    for (Target target : targets) {
      try {
        change.make(target);
      } catch (Failure | InvalidManifest e) {
        context.err().line("error: " + e.getMessage().replace("\n", "\nerror: "));
        failed = true;
      } catch (IOException e) {
        context.err().line("error: pod/" + target.name() + ": " + FileProblem.of(e, true));
        failed = true;
      }
    }
    return failed ? Main.FAILED : 0;
  }

  /** The flags for all ways but names. */
  static List<Flag> flags() {
    return List.of(
        Flag.value("filename", 'f', "FILE", "The pods of a manifest: a file, a directory or -"),
        Flag.toggle("all", Flag.NO_LETTER, "All pods of the namespace"),
        Flag.toggle("all-namespaces", 'A', "With --all or -l: of all namespaces"),
        Flag.value("selector", 'l', "SELECTOR", "Pods with these labels: app=web,tier!=db"));
  }

  /**
   * Which pods are meant.
   *
   * @param words those before what is to change
   * @throws UsageError where the words and flags contradict each other, or name nothing
   */
  static List<Target> find(Context context, String command, Arguments arguments, List<String> words)
      throws IOException {
    List<String> files = arguments.values("filename");
    Optional<Selector> selector = PodSelection.selector(command, arguments);
    boolean all = arguments.on("all");
    if (all && selector.isPresent()) {
      throw new UsageError(command, "cannot set --all and --selector at the same time");
    }
    boolean many = all || selector.isPresent();
    if (!files.isEmpty()) {
      if (many || !words.isEmpty()) {
        throw new UsageError(command, "-f goes with neither names, --all nor --selector");
      }
      return inFiles(files, arguments.value("namespace"));
    }
    List<String> names = PodName.all(command, words);
    if (many == !names.isEmpty()) {
      throw new UsageError(
          command,
          many
              ? "names go with neither --all nor --selector"
              : "say which pods: names, --all, --selector or -f FILE");
    }
    List<Target> targets = new ArrayList<>();
    for (String name : names) {
      targets.add(new Target(Context.namespace(arguments), name));
    }
    return many ? matching(context, arguments, selector) : targets;
  }

  private static List<Target> inFiles(List<String> files, Optional<String> namespace)
      throws IOException {
    List<Target> targets = new ArrayList<>();
    for (PodQuery.Named named : PodQuery.inManifests(files, namespace)) {
      targets.add(new Target(named.namespace(), named.name()));
    }
    return targets;
  }

  private static List<Target> matching(
      Context context, Arguments arguments, Optional<Selector> selector) throws IOException {
    List<StoredPod> pods =
        arguments.on("all-namespaces")
            ? context.store().list()
            : context.store().list(Context.namespace(arguments));
    List<Target> targets = new ArrayList<>();
    for (StoredPod pod : PodSelection.matching(pods, selector)) {
      targets.add(new Target(pod.namespace(), pod.name()));
    }
    if (targets.isEmpty()) {
      context.err().line("No resources found");
    }
    return targets;
  }
}
