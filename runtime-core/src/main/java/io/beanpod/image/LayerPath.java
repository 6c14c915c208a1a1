package io.beanpod.image;

import io.beanpod.linux.PathBytes;
import java.util.ArrayList;
import java.util.List;

/**
 * A name from an archive, made safe: relative to the layer's root, without {@code .} and empty
 * components. A leading slash is dropped, as tar(1) does.
 */
record LayerPath(List<String> components) {
  static final String WHITEOUT = ".wh.";
  static final String WHITEOUT_META = ".wh..wh.";
  static final String OPAQUE = ".wh..wh..opq";

  /**
   * @throws ImageException for {@code ..}, which no honest archiver writes, and for a name that is
   *     too long or too deep
   */
  static LayerPath of(String name, String archive) throws ImageException {
    if (name.indexOf('\0') >= 0) {
      throw refused(name.replace('\0', '?'), "has a NUL character", archive);
    }
    if (PathBytes.encode(name).length > LayerLimits.NAME) {
      throw refused(
          name.substring(0, 60) + "...", "is longer than " + LayerLimits.NAME + " bytes", archive);
    }
    List<String> components = new ArrayList<>();
    int start = 0;
    while (start <= name.length()) {
      int slash = name.indexOf('/', start);
      int end = slash < 0 ? name.length() : slash;
      String component = name.substring(start, end);
      if (component.equals("..")) {
        throw refused(name, "leads out of the layer with ..", archive);
      }
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
      start = end + 1;
    }
    if (components.size() > LayerLimits.DEPTH) {
      throw refused(
          name.substring(0, Math.min(60, name.length())) + "...",
          "is deeper than " + LayerLimits.DEPTH + " directories",
          archive);
    }
    for (int i = 0; i < components.size() - 1; i++) {
      // The specification reserves the prefix: no file can have it, so no directory holds files.
      if (components.get(i).startsWith(WHITEOUT)) {
        throw refused(name, "lies below a whiteout", archive);
      }
    }
    return new LayerPath(components);
  }

  /** The layer's root itself. */
  boolean isRoot() {
    return components.isEmpty();
  }

  /** The last component. */
  String base() {
    return components.get(components.size() - 1);
  }

  /** The directory it lies in, {@code .} for the root. */
  String parent() {
    return join(components.size() - 1);
  }

  /** The first {@code count} components; {@code .} for none. */
  String join(int count) {
    return count == 0 ? "." : String.join("/", components.subList(0, count));
  }

  @Override
  public String toString() {
    return join(components.size());
  }

  private static ImageException refused(String name, String why, String archive) {
    return new ImageException(archive + ": entry " + name + " " + why + ": refused");
  }
}
