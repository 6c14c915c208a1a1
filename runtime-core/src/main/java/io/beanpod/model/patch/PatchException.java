package io.beanpod.model.patch;

/** A patch that is malformed, or does not fit the object it is for. The message says where. */
public final class PatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PatchException(String message) {
    super(message);
  }
}
