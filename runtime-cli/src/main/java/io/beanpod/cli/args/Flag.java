package io.beanpod.cli.args;

/**
 * One option of a command.
 *
 * @param name the long name, without dashes: {@code namespace}
 * @param letter the short name, or 0 where there is none
 * @param value what it takes, for the help: {@code NAMESPACE}; empty for a switch
 * @param help what it does; a sentence without a full stop
 */
public record Flag(String name, char letter, String value, String help) {
  /** The short name of a flag that has none. */
  public static final char NO_LETTER = 0;

  /** A flag that is on or off: {@code --all}, {@code --wait=false}. */
  public static Flag toggle(String name, char letter, String help) {
    return new Flag(name, letter, "", help);
  }

  /** A flag with a value: {@code --tail 20}, {@code --tail=20}, {@code -n prod}. */
  public static Flag value(String name, char letter, String value, String help) {
    return new Flag(name, letter, value, help);
  }

  /** Whether it is on or off and takes no word of its own. */
  public boolean isToggle() {
    return value.isEmpty();
  }
}
