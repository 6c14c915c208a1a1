package io.beanpod.model;

/** The rules for paths of volumes and mounts, in the words of {@code pkg/apis/core/validation}. */
public final class MountPaths {
  private MountPaths() {}

  /** {@code validatePathNoBacksteps}. */
  static void checkBacksteps(Fields fields, String field, String path) {
    if (hasBackstep(path)) {
      fields.problem(field, "Invalid value: \"" + path + "\": must not contain '..'");
    }
  }

  /** {@code validateLocalDescendingPath}. */
  static void checkDescending(Fields fields, String field, String path) {
    if (path.startsWith("/")) {
      fields.problem(field, "Invalid value: \"" + path + "\": must be a relative path");
    }
    checkBacksteps(fields, field, path);
  }

  /** Whether one of the path's parts is {@code ..}. */
  public static boolean hasBackstep(String path) {
    return ("/" + path + "/").contains("/../");
  }

  /**
   * The path from the container's root, as Go's {@code filepath.Clean} writes it: absolute, without
   * empty parts, {@code .} and {@code ..}.
   */
  public static String clean(String path) {
    StringBuilder clean = new StringBuilder();
    for (int from = 0; from <= path.length(); ) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      String part = path.substring(from, end);
      if (part.equals("..")) {
        clean.setLength(Math.max(0, clean.lastIndexOf("/")));
      } else if (!part.isEmpty() && !part.equals(".")) {
        clean.append('/').append(part);
      }
      from = end + 1;
    }
    return clean.isEmpty() ? "/" : clean.toString();
  }
}
