package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Input that cannot be used: all that is wrong with it, not just the first thing.
 *
 * <p>The message has one line per problem: {@code web.yaml: document 2: pod/web:
 * spec.containers[1].image: …}.
 */
public final class InvalidManifest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Problems of one object.
   *
   * @param where the start of every line, such as {@code web.yaml: document 2: pod/web}
   */
  public InvalidManifest(String where, List<Problem> problems) {
    this(lines(where, problems), problems, null);
  }

  /** One problem of an object or a text, with the exception it came from. */
  InvalidManifest(String where, String message, Throwable cause) {
    this(where + ": " + message, List.of(new Problem("", message)), cause);
  }

  private InvalidManifest(String message, List<Problem> problems, Throwable cause) {
    super(message, cause);
    this.problems = List.copyOf(problems);
  }

  /** Many into one, in their order. */
  public static InvalidManifest all(List<InvalidManifest> each) {
    if (each.size() == 1) {
      return each.get(0);
    }
    StringBuilder message = new StringBuilder();
    List<Problem> problems = new ArrayList<>();
    for (InvalidManifest one : each) {
      message.append(message.isEmpty() ? "" : "\n").append(one.getMessage());
      problems.addAll(one.problems);
    }
    return new InvalidManifest(message.toString(), problems, null);
  }

  /** What is wrong, in the order of the object's fields. */
  public List<Problem> problems() {
    return problems;
  }

  private static String lines(String where, List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      text.append(text.isEmpty() ? "" : "\n").append(where).append(": ").append(problem);
    }
    return text.toString();
  }
}
