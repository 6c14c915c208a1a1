package io.beanpod.pod;

import io.beanpod.lifecycle.LogLimits;
import io.beanpod.model.Quantity;
import java.io.IOException;
import java.util.Map;

/**
 * A pod's wishes for its logs, by annotations: {@code beanpod.io/log-max-size}, a quantity such as
 * {@code 10Mi}, and {@code beanpod.io/log-max-files}, with the one that is being written.
 */
final class LogAnnotations {
  static final String MAX_SIZE = "beanpod.io/log-max-size";
  static final String MAX_FILES = "beanpod.io/log-max-files";

  private LogAnnotations() {}

  /**
   * The limits, the kubelet's where nothing is said.
   *
   * @throws IOException naming the annotation that makes no sense
   */
  static LogLimits limits(Map<String, String> annotations) throws IOException {
    LogLimits usual = LogLimits.DEFAULT;
    String size = annotations.get(MAX_SIZE);
    String files = annotations.get(MAX_FILES);
    return new LogLimits(
        size == null ? usual.maxBytes() : bytes(size),
        files == null ? usual.maxFiles() : count(files));
  }

  private static long bytes(String size) throws IOException {
    try {
      long bytes = Quantity.parse(size).value();
      if (bytes > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(problem(MAX_SIZE, size, "a quantity above 0, such as 10Mi"), e);
    }
    throw new IOException(problem(MAX_SIZE, size, "a quantity above 0, such as 10Mi"));
  }

  private static int count(String files) throws IOException {
    try {
      int count = Integer.parseInt(files);
      if (count >= 2) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new IOException(problem(MAX_FILES, files, "a whole number of at least 2"), e);
    }
    throw new IOException(problem(MAX_FILES, files, "a whole number of at least 2"));
  }

  private static String problem(String key, String value, String wanted) {
    return "metadata.annotations[" + key + "]: \"" + value + "\": must be " + wanted;
  }
}
