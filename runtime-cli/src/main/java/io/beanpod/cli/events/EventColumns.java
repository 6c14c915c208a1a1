package io.beanpod.cli.events;

import java.util.List;

/** The columns of a table of events, in kubectl's words. */
enum EventColumns {
  /** Of {@code get events}. */
  USUAL("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"),
  /** Of {@code get events -o wide}. */
  WIDE(
      "LAST SEEN",
      "TYPE",
      "REASON",
      "OBJECT",
      "SUBOBJECT",
      "SOURCE",
      "MESSAGE",
      "FIRST SEEN",
      "COUNT",
      "NAME"),
  /** Of {@code events}: the first one tells the count too. */
  COUNTED("LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE");

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that nobody can change
  private final List<String> names;

  EventColumns(String... names) {
    this.names = List.of(names);
  }

  List<String> names() {
    return names;
  }
}
