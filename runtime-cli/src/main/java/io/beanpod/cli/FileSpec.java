package io.beanpod.cli;

import java.util.Optional;

/**
 * A word of {@code cp}: {@code [[namespace/]pod:]path}.
 *
 * @param pod empty for a local path
 */
record FileSpec(Optional<String> namespace, Optional<String> pod, String path) {

  /**
   * Reads it by kubectl's rules.
   *
   * @throws Failure where it has another form
   */
  static FileSpec of(String word) {
    int colon = word.indexOf(':');
    if (colon < 0) {
      return new FileSpec(Optional.empty(), Optional.empty(), word);
    }
    String before = word.substring(0, colon);
    int slash = before.indexOf('/');
    if (colon == 0 || before.indexOf('/', slash + 1) > slash) {
      throw new Failure("filespec must match the canonical format: [[namespace/]pod:]file/path");
    }
    return new FileSpec(
        slash < 0 ? Optional.empty() : Optional.of(before.substring(0, slash)),
        Optional.of(before.substring(slash + 1)),
        word.substring(colon + 1));
  }
}
