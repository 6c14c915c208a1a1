package io.beanpod.cli.change;

/**
 * Containers by name, where {@code *} stands for any characters: kubectl's {@code --containers}.
 *
 * @param text as it was typed
 */
public record NamePattern(String text) {
  private static final char ANY = '*';

  /** Whether a container's name fits. */
  public boolean matches(String name) {
    return matches(0, name, 0);
  }

  private boolean matches(int at, String name, int from) {
    if (at == text.length()) {
      return from == name.length();
    }
    if (text.charAt(at) != ANY) {
      return from < name.length()
          && text.charAt(at) == name.charAt(from)
          && matches(at + 1, name, from + 1);
    }
    for (int rest = from; rest <= name.length(); rest++) {
      if (matches(at + 1, name, rest)) {
        return true;
      }
    }
    return false;
  }
}
