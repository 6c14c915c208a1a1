package io.beanpod.lifecycle;

import java.util.List;

/**
 * A {@code v1.ContainerRestartRule}: a container that ended with such a status is restarted,
 * whatever its policy says.
 *
 * @param in whether the status has to be one of {@code values}; false: none of them
 * @param values exit statuses, 0-255; not empty
 */
public record RestartRule(boolean in, List<Integer> values) {
  /** Whether the rule speaks of that exit status. */
  public boolean matches(int exitCode) {
    return values.contains(exitCode) == in;
  }
}
