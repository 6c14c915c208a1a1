package io.beanpod.cli.edit;

import java.util.ArrayList;
import java.util.List;

/** The text that an editor gets: kubectl's remarks, why it is open again, the object. */
final class EditFile {
  private static final String REMARKS =
      """
      # Please edit the object below. Lines beginning with a '#' will be ignored,
      # and an empty file will abort the edit. If an error occurs while saving this file will be
      # reopened with the relevant failures.
      #
      """;

  private EditFile() {}

  /**
   * The whole text.
   *
   * @param reasons why the last attempt failed, a line each; empty for the first
   */
  static String text(List<String> reasons, String object) {
    StringBuilder text = new StringBuilder(REMARKS);
    for (String reason : reasons) {
      text.append("# ").append(reason).append('\n');
    }
    if (!reasons.isEmpty()) {
      text.append("#\n");
    }
    return text.append(object).toString();
  }

  /** The object alone: what is left without the lines that begin with a #. */
  static String object(String text) {
    StringBuilder object = new StringBuilder();
    for (String line : lines(text)) {
      if (!line.startsWith("#")) {
        object.append(line).append('\n');
      }
    }
    return object.toString();
  }

  /** The lines of a message, for {@link #text}. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(lines::add);
    return lines;
  }
}
