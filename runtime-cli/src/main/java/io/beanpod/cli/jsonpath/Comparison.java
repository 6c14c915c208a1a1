package io.beanpod.cli.jsonpath;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The comparisons of a filter. Values of two types do not compare: not even 1 and 1.0, which Go
 * keeps as an integer and a float.
 */
final class Comparison {
  private Comparison() {}

  static boolean holds(Object left, String operator, Object right) {
    return switch (operator) {
      case "==" -> equal(left, right);
      case "!=" -> !equal(left, right);
      case "<" -> less(left, right);
      case ">=" -> !less(left, right);
      case "<=" -> less(left, right) || equal(left, right);
      case ">" -> !less(left, right) && !equal(left, right);
      case "=~" -> matches(left, right);
      default -> throw new JsonPathError("unrecognized filter operator " + operator);
    };
  }

  private static boolean equal(Object left, Object right) {
    check(left, right);
    return left.equals(right);
  }

  private static boolean less(Object left, Object right) {
    check(left, right);
    if (left instanceof Long number) {
      return number < (Long) right;
    }
    if (left instanceof Double number) {
      return number < (Double) right;
    }
    if (left instanceof String text) {
      return text.compareTo((String) right) < 0;
    }
    throw new JsonPathError("invalid type for comparison");
  }

  private static void check(Object left, Object right) {
    if (!isBasic(left) || !isBasic(right)) {
      throw new JsonPathError("invalid type for comparison");
    }
    if (left.getClass() != right.getClass()) {
      throw new JsonPathError("incompatible types for comparison");
    }
  }

  private static boolean isBasic(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean;
  }

  private static boolean matches(Object left, Object right) {
    if (!(left instanceof String text) || !(right instanceof String pattern)) {
      throw new JsonPathError(
          "regexp search only support string now but getting pattern: "
              + GoText.of(right)
              + ", data: "
              + GoText.of(left));
    }
    try {
      return Pattern.compile(pattern).matcher(text).find();
    } catch (PatternSyntaxException e) {
      throw new JsonPathError(
          "error parsing regexp: " + e.getDescription() + ": `" + pattern + "`");
    }
  }
}
