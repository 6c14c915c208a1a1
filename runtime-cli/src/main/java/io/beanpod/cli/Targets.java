package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.change.DryRun;
import io.beanpod.cli.change.StoredChange;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.model.Selector;
import io.beanpod.object.Manifest;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects that a command is about: by name, by label, all of them, or those of a manifest. */
final class Targets {
  /** An object by its name; whether it exists is for its user to find out. */
  record Target(ObjectKind kind, String namespace, String name) {

    /** {@code pod/web}. */
    String label() {
      return kind.qualified() + "/" + name;
    }

    /**
     * Changes it.
     *
     * @throws Failure where there is no such object
     * @throws InvalidManifest where it cannot become that
     */
    StoredChange.Outcome change(Context context, DryRun dryRun, StoredChange.Change change)
        throws IOException {
      return StoredChange.make(context, kind, namespace, name, dryRun, change);
    }

    /**
     * The object.
     *
     * @throws Failure where there is none
     */
    Stored get(Context context) throws IOException {
      return AnyKind.get(context, kind, namespace, name);
    }
  }

  /** What is done to an object. */
  interface Change {
    void make(Target target) throws IOException;
  }

  private Targets() {}

  /** Changes the objects, each for itself; 1 where one could not be. */
  static int change(Context context, List<Target> targets, Change change) {
    boolean failed = false;
    for (Target target : targets) {
      try {
        change.make(target);
      } catch (Failure | InvalidManifest e) {
        context.err().line("error: " + e.getMessage().replace("\n", "\nerror: "));
        failed = true;
      } catch (IOException e) {
        context.err().line("error: " + target.label() + ": " + FileProblem.of(e, true));
        failed = true;
      }
    }
    return failed ? Main.FAILED : 0;
  }

  /** The flags for all ways but names. */
  static List<Flag> flags() {
    return List.of(
        Flag.value("filename", 'f', "FILE", "The objects of a manifest: a file, a directory or -"),
        Flag.toggle("all", Flag.NO_LETTER, "All of the kind in the namespace"),
        Flag.toggle("all-namespaces", 'A', "With --all or -l: of all namespaces"),
        Flag.value("selector", 'l', "SELECTOR", "Those with these labels: app=web,tier!=db"));
  }

  /**
   * Which objects are meant.
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
    Resources resources = Resources.of(command, words);
    if (many == !resources.names().isEmpty()) {
      throw new UsageError(
          command,
          many
              ? "names go with neither --all nor --selector"
              : "say which " + plural(resources) + ": names, --all, --selector or -f FILE");
    }
    if (many) {
      return matching(context, arguments, resources, selector);
    }
    return named(resources, Context.namespace(arguments));
  }

  /** The objects that were named. */
  static List<Target> named(Resources resources, String namespace) {
    List<Target> targets = new ArrayList<>();
    for (Resources.Named named : resources.names()) {
      targets.add(target(named.kind(), namespace, named.name()));
    }
    return targets;
  }

  /**
   * The same, for a command that is about containers.
   *
   * @throws UsageError where another object than a pod is named
   */
  static List<Target> pods(Context context, String command, Arguments arguments, List<String> words)
      throws IOException {
    List<Target> targets = find(context, command, arguments, words);
    for (Target target : targets) {
      if (target.kind() != ObjectKind.POD) {
        throw new UsageError(command, target.label() + " has no containers; name a pod");
      }
    }
    return targets;
  }

  /** The objects that manifests describe. */
  static List<Target> inFiles(List<String> files, Optional<String> namespace) throws IOException {
    Node node = Node.local();
    List<Target> targets = new ArrayList<>();
    for (Manifests text : Manifests.read(files)) {
      for (Manifest object : text.objects(node, namespace)) {
        targets.add(target(object.kind(), object.metadata().namespace(), object.metadata().name()));
      }
    }
    return targets;
  }

  private static Target target(ObjectKind kind, String namespace, String name) {
    return new Target(kind, kind.namespaced() ? namespace : "", name);
  }

  private static String plural(Resources resources) {
    return resources.kinds().size() == 1 ? resources.kinds().get(0).plural() : "objects";
  }

  private static List<Target> matching(
      Context context, Arguments arguments, Resources resources, Optional<Selector> selector)
      throws IOException {
    Optional<String> namespace =
        arguments.on("all-namespaces")
            ? Optional.empty()
            : Optional.of(Context.namespace(arguments));
    List<Target> targets = new ArrayList<>();
    for (ObjectKind kind : resources.kinds()) {
      for (Stored object :
          PodSelection.matching(AnyKind.list(context, kind, namespace), selector)) {
        targets.add(new Target(kind, object.namespace(), object.name()));
      }
    }
    if (targets.isEmpty()) {
      context.err().line("No resources found");
    }
    return targets;
  }
}
