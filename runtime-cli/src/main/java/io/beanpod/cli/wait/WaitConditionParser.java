package io.beanpod.cli.wait;

import io.beanpod.cli.args.UsageError;
import io.beanpod.cli.jsonpath.JsonPath;
import io.beanpod.cli.jsonpath.JsonPathError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code --for}. */
public final class WaitConditionParser {
  private static final String CONDITION = "condition=";
  private static final String PATH = "jsonpath=";

  private WaitConditionParser() {}

  /**
   * The condition that a text means.
   *
   * @throws UsageError where it means none
   */
  public static WaitCondition parse(String text) {
    if (text.equalsIgnoreCase("delete")) {
      return new WaitCondition.Deleted();
    }
    if (text.equalsIgnoreCase("create")) {
      return new WaitCondition.Created();
    }
    if (text.startsWith(CONDITION)) {
      String type = text.substring(CONDITION.length());
      int equals = type.indexOf('=');
      return equals < 0
          ? new WaitCondition.Condition(type, "true")
          : new WaitCondition.Condition(type.substring(0, equals), type.substring(equals + 1));
    }
    if (text.startsWith(PATH)) {
      return path(text.substring(PATH.length()));
    }
    throw new UsageError(
        "wait",
        "unrecognized condition: \""
            + text
            + "\"; --for takes delete, create, condition=TYPE[=STATUS] or"
            + " jsonpath='{PATH}'[=VALUE]");
  }

  private static WaitCondition path(String text) {
    List<String> sides = split(text);
    if (sides.size() > 2) {
      throw new UsageError(
          "wait",
          "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or"
              + " --for=jsonpath='{.status.readyReplicas}'");
    }
    if (sides.get(0).isEmpty()) {
      throw new UsageError("wait", "jsonpath expression cannot be empty");
    }
    JsonPath path;
    try {
      path = JsonPath.parse(JsonPath.relaxed(sides.get(0)));
    } catch (JsonPathError e) {
      throw new UsageError("wait", e.getMessage());
    }
    if (sides.size() == 1) {
      return new WaitCondition.Path(path, Optional.empty());
    }
    String value = unquoted(sides.get(1));
    if (value.isEmpty()) {
      throw new UsageError(
          "wait",
          "jsonpath wait has to have a value after equal sign, like"
              + " --for=jsonpath='{.status.readyReplicas}'=3");
    }
    return new WaitCondition.Path(path, Optional.of(value));
  }

  /** At each single equals sign; two of them belong to a filter. */
  private static List<String> split(String text) {
    List<String> sides = new ArrayList<>();
    StringBuilder side = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      if (text.startsWith("==", at)) {
        side.append("==");
        at++;
      } else if (text.charAt(at) == '=') {
        sides.add(side.toString());
        side.setLength(0);
      } else {
        side.append(text.charAt(at));
      }
    }
    sides.add(side.toString());
    return sides;
  }

  private static String unquoted(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isQuote(value.charAt(start))) {
      start++;
    }
    while (end > start && isQuote(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }
}
