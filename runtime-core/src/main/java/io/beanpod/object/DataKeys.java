package io.beanpod.object;

import io.beanpod.model.Fields;
import java.util.Map;

/** The keys of ConfigMaps and Secrets, which become names of files, and how much they may hold. */
public final class DataKeys {
  /** Of all keys and values of an object together, in bytes. */
  public static final int MAX_BYTES = 1024 * 1024;

  private static final int MAX_LENGTH = 253;

  private DataKeys() {}

  /** What is wrong with a key, in the API server's words; empty where nothing is. */
  public static String problem(String key) {
    if (key.length() > MAX_LENGTH) {
      return "must be no more than " + MAX_LENGTH + " characters";
    }
    if (key.equals(".")) {
      return "must not be '.'";
    }
    if (key.equals("..")) {
      return "must not be '..'";
    }
    if (key.startsWith("..")) {
      return "must not start with '..'";
    }
    boolean valid = !key.isEmpty();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      valid &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_'
              || c == '.';
    }
    return valid
        ? ""
        : "a valid config key must consist of alphanumeric characters, '-', '_' or '.'"
            + " (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name')";
  }

  /** Adds a problem for each key that is none. */
  static void check(Fields fields, String field, Map<String, ?> data) {
    for (String key : data.keySet()) {
      String problem = problem(key);
      if (!problem.isEmpty()) {
        fields.problem(field + "[" + key + "]", "Invalid value: \"" + key + "\": " + problem);
      }
    }
  }

  /** Adds a problem where an object holds too much. */
  static void checkSize(Fields fields, long bytes) {
    if (bytes > MAX_BYTES) {
      fields.problem("", "Too long: may not be more than " + MAX_BYTES + " bytes");
    }
  }
}
