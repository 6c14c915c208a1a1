package io.beanpod.model;

/**
 * {@code terminationMessagePolicy}: where the termination message comes from. The constants are
 * spelt as in the API.
 */
public enum TerminationMessagePolicy {
  File,
  FallbackToLogsOnError
}
