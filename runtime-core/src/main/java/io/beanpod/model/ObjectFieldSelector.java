package io.beanpod.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A field of the pod itself, as the downward API gives it: {@code v1.ObjectFieldSelector}.
 *
 * @param fieldPath such as {@code metadata.name}, {@code metadata.labels['app']}
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/downward-api/">downward API</a>
 */
public record ObjectFieldSelector(String fieldPath) implements EnvVarSource {
  private static final String LABELS = "metadata.labels";
  private static final String ANNOTATIONS = "metadata.annotations";

  private static final String[] IN_ENVIRONMENT = {
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs"
  };
  private static final String[] IN_VOLUMES = {
    ANNOTATIONS, LABELS, "metadata.name", "metadata.namespace", "metadata.uid"
  };

  /**
   * One of a map's entries.
   *
   * @param labels whether the map is that of the labels, and not of the annotations
   */
  public record Entry(boolean labels, String key) {}

  /** The entry that {@code metadata.labels['KEY']} names; empty where the path names no entry. */
  public Optional<Entry> entry() {
    int bracket = fieldPath.indexOf("['");
    if (bracket <= 0 || !fieldPath.endsWith("']")) {
      return Optional.empty();
    }
    String key = fieldPath.substring(bracket + 2, Math.max(bracket + 2, fieldPath.length() - 2));
    return Optional.of(new Entry(fieldPath.startsWith(LABELS + "["), key));
  }

  static ObjectFieldSelector ofEnvironment(Fields fields) {
    return decode(fields, IN_ENVIRONMENT);
  }

  static ObjectFieldSelector ofVolume(Fields fields) {
    return decode(fields, IN_VOLUMES);
  }

  private static ObjectFieldSelector decode(Fields fields, String[] allowed) {
    String version = fields.string("apiVersion").orElse("");
    if (!version.isEmpty() && !version.equals("v1")) {
      fields.problem("apiVersion", "\"" + version + "\" is an unsupported pod version; use v1");
    }
    ObjectFieldSelector selector =
        new ObjectFieldSelector(fields.requiredString("fieldPath").orElse(""));
    if (!selector.fieldPath.isEmpty()) {
      selector.check(fields, allowed);
    }
    fields.end();
    return selector;
  }

  private void check(Fields fields, String[] allowed) {
    Optional<Entry> entry = entry();
    boolean map = fieldPath.startsWith(LABELS + "[") || fieldPath.startsWith(ANNOTATIONS + "[");
    if (entry.isPresent() && map) {
      String key = entry.get().key();
      // As upstream: a prefix of an annotation may have capitals, though not when it is written.
      fields.check(
          "fieldPath",
          fieldPath,
          Names.labelKey(entry.get().labels() ? key : key.toLowerCase(Locale.ROOT)));
      return;
    }
    StringBuilder choices = new StringBuilder();
    for (String each : allowed) {
      if (each.equals(fieldPath)) {
        return;
      }
      choices.append(each).append(", ");
    }
    fields.problem(
        "fieldPath",
        "\""
            + fieldPath
            + "\" is not supported; use "
            + choices
            + "metadata.labels['KEY'] or metadata.annotations['KEY']");
  }
}
