package io.beanpod.pod;

/** {@code spec.restartPolicy}: whether a container that ended is started again. */
public enum RestartPolicy {
  ALWAYS,
  ON_FAILURE,
  NEVER;

  /** Whether a container that ended with {@code exitCode} is started again. */
  public boolean restarts(int exitCode) {
    return this == ALWAYS || this == ON_FAILURE && exitCode != 0;
  }

  /**
   * The policy of the API's name.
   *
   * @throws IllegalArgumentException for any other word
   */
  public static RestartPolicy of(String word) {
    return switch (word) {
      case "Always" -> ALWAYS;
      case "OnFailure" -> ON_FAILURE;
      case "Never" -> NEVER;
      default -> throw new IllegalArgumentException("restartPolicy " + word);
    };
  }
}
