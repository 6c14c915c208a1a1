package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Selector;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.PodStore;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which pods a command is about.
 *
 * @param namespace of {@code -n}
 * @param allNamespaces whether it is about the pods of every namespace
 * @param names the pods that were named; empty: all that the selectors let through
 * @param labels of {@code -l}
 * @param fields of {@code --field-selector}
 */
record PodQuery(
    String namespace,
    boolean allNamespaces,
    List<Named> names,
    Optional<Selector> labels,
    Optional<FieldSelector> fields) {

  /** A pod by its name, whether it exists or not. */
  record Named(String namespace, String name) {}

  /** The flags of a command that shows pods: which of them, and then its own. */
  static List<Flag> flags(Flag... own) {
    List<Flag> flags = new ArrayList<>();
    flags.add(Flag.toggle("all-namespaces", 'A', "Pods of all namespaces"));
    flags.add(Flag.value("selector", 'l', "SELECTOR", "Pods with these labels: app=web,tier!=db"));
    flags.add(
        Flag.value(
            "field-selector",
            Flag.NO_LETTER,
            "SELECTOR",
            "Pods with these fields: status.phase=Running,spec.restartPolicy!=Never"));
    flags.addAll(List.of(own));
    return flags;
  }

  /**
   * The query of these arguments.
   *
   * @param words those that name pods
   * @throws UsageError where names come with selectors
   */
  static PodQuery ofWords(String command, Arguments arguments, List<String> words)
      throws IOException {
    List<String> files = arguments.values("filename");
    String namespace = Context.namespace(arguments);
    List<Named> names = new ArrayList<>();
    if (files.isEmpty()) {
      for (String name : PodName.all(command, words)) {
        names.add(new Named(namespace, name));
      }
    } else {
      if (!words.isEmpty()) {
        throw new UsageError(command, "-f goes with no names");
      }
      names = inManifests(files, arguments.value("namespace"));
    }
    return of(command, arguments, names);
  }

  /** The query of these pods, or of those that the flags select. */
  static PodQuery of(String command, Arguments arguments, List<Named> names) {
    check(command, arguments, !names.isEmpty());
    Optional<Selector> labels = PodSelection.selector(command, arguments);
    Optional<String> fields = arguments.value("field-selector");
    return new PodQuery(
        Context.namespace(arguments),
        arguments.on("all-namespaces"),
        names,
        labels,
        fields.isEmpty()
            ? Optional.empty()
            : Optional.of(FieldSelector.parse(command, fields.get())));
  }

  /**
   * Refuses what does not go with names.
   *
   * @throws UsageError with kubectl's words
   */
  static void check(String command, Arguments arguments, boolean named) {
    boolean selected =
        arguments.value("selector").isPresent() || arguments.value("field-selector").isPresent();
    if (named && selected) {
      throw new UsageError(command, "name cannot be provided when a selector is specified");
    }
    if (named && arguments.on("all-namespaces")) {
      throw new UsageError(command, "a resource cannot be retrieved by name across all namespaces");
    }
  }

  /** The pods that manifests describe. */
  static List<Named> inManifests(List<String> files, Optional<String> namespace)
      throws IOException {
    List<Named> names = new ArrayList<>();
    for (Targets.Target target : Targets.inFiles(files, namespace)) {
      if (target.kind() == ObjectKind.POD) {
        names.add(new Named(target.namespace(), target.name()));
      }
    }
    return names;
  }

  /** kubectl's words for a table without rows. */
  String none() {
    return "No resources found" + (allNamespaces ? "" : " in " + namespace + " namespace.");
  }

  /** Whether pods were named one by one, so that one that is missing is an error. */
  boolean byName() {
    return !names.isEmpty();
  }

  /** The pods there are of those that were named, else all of the namespace, or of all. */
  List<StoredPod> candidates(PodStore store) throws IOException {
    if (!byName()) {
      return allNamespaces ? store.list() : store.list(namespace);
    }
    List<StoredPod> pods = new ArrayList<>();
    for (Named named : names) {
      store.find(named.namespace(), named.name()).ifPresent(pods::add);
    }
    return pods;
  }

  /** Whether the selectors let a candidate through. */
  boolean matches(StoredPod pod) {
    return (labels.isEmpty() || labels.get().matches(pod.labels()))
        && (fields.isEmpty() || fields.get().matches(pod.tree()));
  }

  /** The candidates that match. */
  List<StoredPod> list(PodStore store) throws IOException {
    List<StoredPod> pods = candidates(store);
    if (labels.isEmpty() && fields.isEmpty()) {
      return pods;
    }
    List<StoredPod> matching = new ArrayList<>();
    for (StoredPod pod : pods) {
      if (matches(pod)) {
        matching.add(pod);
      }
    }
    return matching;
  }
}
