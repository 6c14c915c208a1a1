package io.beanpod.cli;

import java.io.IOException;

/** Standard output cannot be written to. */
public final class OutputClosed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutputClosed(IOException cause) {
    super("cannot write to standard output: " + cause.getMessage(), cause);
  }

  /** Whether the reader went away, as {@code head} does: that ends a command without a word. */
  boolean isBrokenPipe() {
    return "Broken pipe".equals(getCause().getMessage());
  }
}
