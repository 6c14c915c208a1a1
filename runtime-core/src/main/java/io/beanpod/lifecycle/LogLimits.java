package io.beanpod.lifecycle;

/**
 * How much log of one start of a container is kept: the kubelet's {@code containerLogMaxSize} and
 * {@code containerLogMaxFiles}.
 *
 * @param maxBytes of one file, more than 0
 * @param maxFiles with the one that is being written, at least 2
 */
public record LogLimits(long maxBytes, int maxFiles) {
  /** The kubelet's: 10Mi and 5. */
  public static final LogLimits DEFAULT = new LogLimits(10 << 20, 5);
}
