package io.beanpod.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Directories whose entries are objects' names. */
final class Entries {
  private Entries() {}

  /** The names in a directory, in alphabetical order; none where nothing was ever kept there. */
  static List<String> of(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        names.add(entry.getFileName().toString());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return names;
    }
    Collections.sort(names);
    return names;
  }

  /**
   * Whether this can name an object or a namespace: a subdomain of RFC 1123, so never a way out of
   * a path.
   */
  static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean inner = i > 0 && (c == '-' || c == '.');
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || inner)) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= 253;
  }
}
