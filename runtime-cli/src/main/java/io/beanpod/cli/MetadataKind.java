package io.beanpod.cli;

import java.util.Map;

/** What {@code label} and {@code annotate} differ in. */
enum MetadataKind {
  LABEL("label", "label", "labels", "labeled"),
  ANNOTATION("annotate", "annotation", "annotations", "annotated");

  private final String command;
  private final String word;
  private final String field;
  private final String done;

  MetadataKind(String command, String word, String field, String done) {
    this.command = command;
    this.word = word;
    this.field = field;
    this.done = done;
  }

  /** The command's name. */
  String command() {
    return command;
  }

  /** One of them: {@code label}. */
  String word() {
    return word;
  }

  /** The field of {@code metadata}. */
  String field() {
    return field;
  }

  /** What kubectl says has happened. */
  String verb(Map<String, String> before, Map<String, String> after) {
    if (this == ANNOTATION) {
      return done; // even where nothing has changed
    }
    boolean gone = !after.keySet().containsAll(before.keySet());
    boolean set = false;
    for (Map.Entry<String, String> entry : after.entrySet()) {
      set |= !entry.getValue().equals(before.get(entry.getKey()));
    }
    if (set) {
      return gone ? "label(s) changed" : done;
    }
    return gone ? "unlabeled" : "not labeled";
  }

  /** Why nothing is done: keys that have a value, without {@code --overwrite}. */
  String refusal(Map<String, String> present) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> entry : present.entrySet()) {
      if (!text.isEmpty()) {
        text.append(this == LABEL ? "\n" : "; ");
      }
      text.append('\'')
          .append(entry.getKey())
          .append("' already has a value (")
          .append(entry.getValue())
          .append(')')
          .append(this == LABEL ? ", and --overwrite is false" : "");
    }
    return this == LABEL
        ? text.toString()
        : "--overwrite is false but found the following declared annotation(s): " + text;
  }
}
