package io.beanpod.model;

import java.util.Map;

/**
 * The fields that the system writes, not the user. They are accepted and dropped, as the API server
 * does, so that {@code get -o yaml | apply -f -} works.
 */
public final class SystemFields {
  static final String[] IN_METADATA = {
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "selfLink",
    "managedFields"
  };

  private SystemFields() {}

  static void ignoreInMetadata(Fields metadata) {
    metadata.ignore(IN_METADATA);
  }

  /** Removes them from a tree of the caller's own. */
  public static void remove(Map<String, Object> tree) {
    tree.remove("status");
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    if (!metadata.isEmpty()) {
      for (String field : IN_METADATA) {
        metadata.remove(field);
      }
    }
  }
}
