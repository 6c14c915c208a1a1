package io.beanpod.cli.lab;

/** Words as a shell wants them. */
final class Shell {
  private static final String PLAIN = "-_./:=,+@%";

  private Shell() {}

  /** One word, in single quotes where a shell would make something else of it. */
  static String quoted(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      plain &= Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0;
    }
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
