package io.beanpod.model;

/** {@code ports[].protocol}. The constants are spelt as in the API. */
public enum Protocol {
  TCP,
  UDP,
  SCTP
}
