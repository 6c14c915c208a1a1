package io.beanpod.cli.jsonpath;

import io.beanpod.model.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Values as Go's {@code fmt.Sprint} writes them, which is what kubectl prints. */
public final class GoText {
  private static final double PLAIN_BELOW = 1e21;
  private static final double PLAIN_FROM = 1e-4;

  private GoText() {}

  /** A value of a tree: {@code web}, {@code 4}, {@code map[app:web]}, {@code [a b]}. */
  public static String of(Object value) {
    if (value == null) {
      return "<nil>";
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Map) {
      StringBuilder out = new StringBuilder("map[");
      for (Map.Entry<String, Object> entry : new TreeMap<>(Json.object(value)).entrySet()) {
        out.append(out.length() == 4 ? "" : " ").append(entry.getKey()).append(':');
        out.append(of(entry.getValue()));
      }
      return out.append(']').toString();
    }
    if (value instanceof List) {
      StringBuilder out = new StringBuilder("[");
      for (Object item : Json.list(value)) {
        out.append(out.length() == 1 ? "" : " ").append(of(item));
      }
      return out.append(']').toString();
    }
    return value.toString();
  }

  private static String number(double number) {
    double size = Math.abs(number);
    if (Double.isFinite(number) && (number == 0 || (size >= PLAIN_FROM && size < PLAIN_BELOW))) {
      return number == 0
          ? "0"
          : new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
    }
    // 1.0E21 is Go's 1e+21, 1.5E-7 its 1.5e-07.
    String text = Double.toString(number).replace(".0E", "E");
    int e = text.indexOf('E');
    if (e < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text, e + 1, text.length(), 10);
    return text.substring(0, e)
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** The type that Go decodes such a JSON value into. */
  static String type(Object value) {
    if (value instanceof Map) {
      return "map[string]interface {}";
    }
    if (value instanceof List) {
      return "[]interface {}";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    return value instanceof Long ? "int64" : "float64";
  }

  /** {@code U+002C ','}: the format {@code %#U}. */
  static String codePoint(int c) {
    String hex = Integer.toHexString(c).toUpperCase(Locale.ROOT);
    String code = "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
    return Character.isISOControl(c) ? code : code + " '" + Character.toString(c) + "'";
  }
}
