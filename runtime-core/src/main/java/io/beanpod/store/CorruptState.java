package io.beanpod.store;

import java.io.IOException;
import java.nio.file.Path;

/** A state file that does not hold what Beanpod puts there: the pause of a pod, or a command. */
public final class CorruptState extends IOException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * A file that cannot be used.
   *
   * @param file the file
   * @param reason what is wrong with it, such as {@code offset 12: expected ':'}
   */
  public CorruptState(Path file, String reason) {
    super(
        file
            + ": "
            + reason
            + "; only Beanpod writes this file, so it was changed or cut off by something"
            + " else");
    this.reason = reason;
  }

  /** What is wrong alone, for a file that others write. */
  public String reason() {
    return reason;
  }
}
