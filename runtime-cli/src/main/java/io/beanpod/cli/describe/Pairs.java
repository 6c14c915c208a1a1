package io.beanpod.cli.describe;

import io.beanpod.model.Json;
import java.util.Map;
import java.util.TreeMap;

/** Labels and annotations, by key: {@code printLabelsMultiline} and its sister in kubectl. */
final class Pairs {
  private static final int LONGEST = 140;

  private Pairs() {}

  /** {@code app=web}, one to a line. */
  static String labels(Object map) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> entry : new TreeMap<>(Json.object(map)).entrySet()) {
      text.append(text.isEmpty() ? "" : "\n").append(entry.getKey()).append('=');
      text.append(entry.getValue());
    }
    return text.isEmpty() ? "<none>" : text.toString();
  }

  /** {@code note: text}; a long text, or one of many lines, stands below its key. */
  static String annotations(Object map) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Object> entry : new TreeMap<>(Json.object(map)).entrySet()) {
      String value = String.valueOf(entry.getValue());
      if (value.endsWith("\n")) {
        value = value.substring(0, value.length() - 1);
      }
      text.append(text.isEmpty() ? "" : "\n").append(entry.getKey()).append(':');
      boolean large = entry.getKey().length() + value.length() + 2 > LONGEST;
      if (!large && value.indexOf('\n') < 0) {
        text.append(' ').append(value);
        continue;
      }
      for (String line : value.split("\n", -1)) {
        text.append("\n  ").append(shortened(line));
      }
    }
    return text.isEmpty() ? "<none>" : text.toString();
  }

  private static String shortened(String line) {
    int most = LONGEST - 2;
    return line.length() <= most ? line : line.substring(0, most) + "...";
  }
}
