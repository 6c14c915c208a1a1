package io.beanpod.probe;

import java.io.IOException;

/** A connection that failed, in the words that the kubelet's errors have. */
final class NetException extends IOException {
  private static final long serialVersionUID = 1;

  private final String text;
  private final boolean timeout;

  private NetException(String text, boolean timeout) {
    super(text);
    this.text = text;
    this.timeout = timeout;
  }

  /** It failed for that reason. */
  static NetException failed(String text) {
    return new NetException(text, false);
  }

  /** It took longer than the probe's timeout. */
  static NetException timeout(String text) {
    return new NetException(text, true);
  }

  /** The same, said of something. */
  NetException within(String prefix) {
    return new NetException(prefix + text, timeout);
  }

  /** What went wrong, for people. */
  String text() {
    return text;
  }

  /** Whether the deadline is why. */
  boolean isTimeout() {
    return timeout;
  }

  /** Where a probe failed is in its text; the stack would cost more than the probe. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
