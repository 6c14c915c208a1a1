package io.beanpod.cli;

/** What was asked for cannot be done: one line on standard error, exit status 1. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure. The message names the operation, the object and the reason. */
  public Failure(String message) {
    super(message);
  }

  /** A failure with what caused it; the message already tells it. */
  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
