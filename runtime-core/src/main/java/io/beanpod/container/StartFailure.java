package io.beanpod.container;

import java.io.IOException;

/** A container's process could not be started. */
public final class StartFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final String reason;

  StartFailure(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * {@code CreateContainerConfigError}: the container whose processes it is to see is not there.
   */
  public static StartFailure noTarget(String container) {
    String message = "unable to find target container \"" + container + "\"";
    return new StartFailure("CreateContainerConfigError", message, null);
  }

  /**
   * {@code StartError} if the command itself can't be executed, {@code CreateContainerError} if
   * something before it failed, {@code CreateContainerConfigError} if its target is not there: the
   * kubelet's words.
   */
  public String reason() {
    return reason;
  }
}
