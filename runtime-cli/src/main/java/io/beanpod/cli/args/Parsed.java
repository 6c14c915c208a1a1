package io.beanpod.cli.args;

/** What a command line turned out to be. */
public sealed interface Parsed permits Arguments, Parsed.Help {

  /**
   * The user asked for help.
   *
   * @param text what to print
   */
  record Help(String text) implements Parsed {}
}
