package io.beanpod.cli.jsonpath;

/** A template that is malformed, or that does not fit the object; the message is kubectl's. */
public final class JsonPathError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonPathError(String message) {
    super(message);
  }
}
