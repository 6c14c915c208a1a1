package io.beanpod.agent;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Tells of each trouble once, however often it is met, until it has been away. */
final class Troubles {
  private Set<String> before = new HashSet<>();
  private Set<String> now = new HashSet<>();

  /** A new look at things: what is not met in it, is over. */
  void begin() {
    before = now;
    now = new HashSet<>();
  }

  /** Says it, in the agent's log, if it is new. */
  void add(String trouble) {
    if (now.add(trouble) && !before.contains(trouble)) {
      System.err.println(trouble);
    }
  }

  /** What an exception says; its class where the message alone would not be understood. */
  static String text(Exception e) {
    return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
  }
}
