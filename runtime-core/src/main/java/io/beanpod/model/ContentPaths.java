package io.beanpod.model;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Paths and modes of files in volumes, and that none of a projected volume is wanted twice. */
final class ContentPaths {
  private static final int MAX_MODE = 0777;

  private final boolean unique;
  private final Set<String> seen = new HashSet<>();

  /** Upstream, only the sources of a projected volume are held against each other. */
  ContentPaths(boolean unique) {
    this.unique = unique;
  }

  /** The field {@code path}: {@code validateLocalNonReservedPath}. */
  String decode(Fields item) {
    String path = item.requiredString("path").orElse("");
    MountPaths.checkDescending(item, "path", path);
    String clean = MountPaths.clean(path).substring(1);
    if (clean.startsWith("..")) { // the layout's own names; one that climbs was told of already
      item.problem("path", "Invalid value: \"" + path + "\": must not start with '..'");
    } else if (clean.isEmpty() && !path.isEmpty()) {
      item.problem("path", "Invalid value: \"" + path + "\": must name a file");
    }
    if (unique && !path.isEmpty() && !seen.add(clean)) {
      item.problem("path", "Invalid value: \"" + path + "\": conflicting duplicate paths");
    }
    return clean;
  }

  /** Permissions of a file. */
  static OptionalInt mode(Fields fields, String field) {
    OptionalLong mode = fields.integer(field, Long.MIN_VALUE, Long.MAX_VALUE);
    if (mode.isEmpty()) {
      return OptionalInt.empty();
    }
    if (mode.getAsLong() < 0 || mode.getAsLong() > MAX_MODE) {
      fields.problem(
          field,
          "Invalid value: "
              + mode.getAsLong()
              + ": must be a number between 0 and 0777 (octal), both inclusive");
      return OptionalInt.empty();
    }
    return OptionalInt.of((int) mode.getAsLong());
  }
}
