package io.beanpod.lifecycle;

/** What a probe says of its container, thresholds applied. */
public enum ProbeResult {
  /** Nothing yet: a startup probe that has not come to a conclusion. */
  UNKNOWN,
  SUCCESS,
  FAILURE
}
