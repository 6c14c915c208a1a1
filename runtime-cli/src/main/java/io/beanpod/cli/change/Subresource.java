package io.beanpod.cli.change;

import io.beanpod.cli.Failure;
import io.beanpod.cli.args.Arguments;
import io.beanpod.cli.args.Flag;
import io.beanpod.cli.args.UsageError;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Problem;
import io.beanpod.model.ResizeRules;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import java.util.List;
import java.util.Map;

/**
 * Which part of a pod is to be changed. A cluster wants {@code resize} of everyone who changes
 * resources; here it only makes sure that nothing else is changed.
 */
public enum Subresource {
  NONE,
  STATUS,
  RESIZE;

  private static final String FLAG = "subresource";

  /** {@code --subresource}. */
  public static Flag flag(String choices, String help) {
    return Flag.value(FLAG, Flag.NO_LETTER, choices, help);
  }

  /**
   * What the flag says.
   *
   * @param status whether STATUS is one of its choices
   */
  public static Subresource of(String command, Arguments arguments, boolean status) {
    String word = arguments.value(FLAG).orElse("");
    if (word.isEmpty()) {
      return NONE;
    }
    if (word.equals("resize")) {
      return RESIZE;
    }
    if (status && word.equals("status")) {
      return STATUS;
    }
    throw new UsageError(
        command,
        "--subresource must be " + (status ? "status or " : "") + "resize, not \"" + word + "\"");
  }

  /**
   * The tree, if it changes nothing but this part.
   *
   * @throws InvalidManifest with every other field that it changes
   */
  public Map<String, Object> only(Stored old, Map<String, Object> tree) {
    if (this != NONE && old.kind() != ObjectKind.POD) {
      throw new Failure(
          old.kind().qualified()
              + "/"
              + old.name()
              + ": --subresource is for pods; change the object itself");
    }
    List<Problem> problems =
        this == RESIZE ? ResizeRules.onlyResources(old.tree(), tree) : List.of();
    if (!problems.isEmpty()) {
      throw new InvalidManifest("pod/" + old.name(), problems);
    }
    return tree;
  }
}
