package io.beanpod.container;

import java.io.IOException;
import java.util.Optional;

/** A container's process could not be started. */
public final class StartFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final String reason;

  StartFailure(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** {@code CreateContainerConfigError}: what the container asks for can't be had. */
  public static StartFailure ofConfig(String message, Optional<Throwable> cause) {
    return new StartFailure("CreateContainerConfigError", message, cause.orElse(null));
  }

  /**
   * {@code CreateContainerConfigError}: the container whose processes it is to see is not there.
   */
  public static StartFailure noTarget(String container) {
    return ofConfig("unable to find target container \"" + container + "\"", Optional.empty());
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
