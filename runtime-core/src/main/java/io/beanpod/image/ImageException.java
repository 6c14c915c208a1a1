package io.beanpod.image;

import java.io.IOException;

/**
 * An image, archive or image name that can't be used: one line that says which, why, and what to
 * do.
 */
public final class ImageException extends IOException {
  private static final long serialVersionUID = 1L;

  public ImageException(String message) {
    super(message);
  }

  public ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
