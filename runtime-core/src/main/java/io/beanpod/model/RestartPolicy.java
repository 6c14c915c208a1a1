package io.beanpod.model;

/**
 * {@code restartPolicy}: when an ended container is started again. The constants are spelt as in
 * the API.
 */
public enum RestartPolicy {
  Always,
  OnFailure,
  Never
}
