package io.beanpod.config;

import java.io.IOException;
import java.util.List;

/**
 * Something that a pod is to read is not there, or is nothing that it can read. It may come:
 * whoever gets this tries again when the objects have changed. The message is the kubelet's, and
 * never says a value.
 */
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }

  ConfigException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Several at once, as upstream's {@code utilerrors.NewAggregate} prints them. */
  static ConfigException all(List<ConfigException> each) {
    StringBuilder text = new StringBuilder();
    for (ConfigException one : each) {
      if (text.indexOf(one.getMessage()) < 0) {
        text.append(text.isEmpty() ? "" : ", ").append(one.getMessage());
      }
    }
    ConfigException all =
        new ConfigException(each.size() == 1 ? text.toString() : "[" + text + "]");
    for (ConfigException one : each) {
      all.addSuppressed(one);
    }
    return all;
  }
}
