package io.beanpod.cli;

import io.beanpod.cli.args.UsageError;
import io.beanpod.object.Kinds;
import io.beanpod.store.ObjectKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The objects that words on a command line mean: {@code pods}, {@code pods,services}, {@code
 * configmap site}, {@code cm/site pod/web}, {@code all}.
 *
 * @param kinds in the order in which they were named
 * @param names objects by their names; empty: all of the kinds
 */
record Resources(List<ObjectKind> kinds, List<Named> names) {

  /** An object by its name, whether it exists or not. */
  record Named(ObjectKind kind, String name) {}

  /**
   * Reads the words.
   *
   * @param command for the mistake's message
   * @throws UsageError where the words are of another form
   */
  static Resources of(String command, List<String> words) {
    if (words.isEmpty()) {
      throw new UsageError(command, "say what to " + command + ": pods, pod NAME or pod/NAME");
    }
    String first = words.get(0);
    Set<ObjectKind> kinds = new LinkedHashSet<>();
    List<Named> names = new ArrayList<>();
    if (first.indexOf('/') < 0) {
      kinds.addAll(types(command, first));
    }
    boolean typed = !kinds.isEmpty();
    for (String word : typed ? words.subList(1, words.size()) : words) {
      int slash = word.indexOf('/');
      if (typed && slash >= 0) {
        String type = first.toLowerCase(Locale.ROOT);
        throw new UsageError(
            command, "say " + type + " NAME or " + type + "/NAME, not both: " + word);
      }
      if (typed) {
        for (ObjectKind kind : kinds) {
          names.add(new Named(kind, word));
        }
      } else {
        ObjectKind kind = type(command, slash < 0 ? word : word.substring(0, slash));
        kinds.add(kind);
        names.add(new Named(kind, word.substring(slash + 1)));
      }
    }
    return new Resources(List.copyOf(kinds), List.copyOf(names));
  }

  /** Whether it is about nothing but pods. */
  boolean onlyPods() {
    return kinds.size() == 1 && kinds.get(0) == ObjectKind.POD;
  }

  private static List<ObjectKind> types(String command, String word) {
    List<ObjectKind> kinds = new ArrayList<>();
    if (word.equals("all")) {
      kinds.add(ObjectKind.POD);
      if (Kinds.rules(ObjectKind.SERVICE).isPresent()) {
        kinds.add(ObjectKind.SERVICE);
      }
      return kinds;
    }
    for (String type : word.split(",", -1)) {
      kinds.add(type(command, type));
    }
    return kinds;
  }

  /** The kind that a word means. */
  static ObjectKind type(String command, String word) {
    if (PodName.isType(word)) {
      return ObjectKind.POD;
    }
    for (ObjectKind kind : Kinds.built()) {
      if (ObjectKind.named(word).filter(kind::equals).isPresent()) {
        return kind;
      }
    }
    boolean reads = command.equals("get") || command.equals("describe");
    if (reads && ObjectKind.named(word).filter(ObjectKind.ENDPOINT_SLICE::equals).isPresent()) {
      return ObjectKind.ENDPOINT_SLICE;
    }
    StringBuilder known = new StringBuilder(ObjectKind.POD.plural());
    for (ObjectKind kind : Kinds.built()) {
      known.append(", ").append(kind.plural());
    }
    if (reads) {
      known.append(", ").append(ObjectKind.ENDPOINT_SLICE.plural());
    }
    throw new UsageError(command, "there is no resource type \"" + word + "\"; there are " + known);
  }
}
