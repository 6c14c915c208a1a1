package io.beanpod.model;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Conversions of single values for {@link Fields}. */
final class FieldValues {
  private FieldValues() {}

  static Optional<String> string(Fields fields, String field, Object value) {
    if (value instanceof String text) {
      return Optional.of(text);
    }
    // Said at length because it is what everybody meets first: value: 1, or value: yes.
    boolean scalar = value instanceof Number || value instanceof Boolean;
    fields.problem(
        field, "must be a string, not " + shown(value) + (scalar ? "; put it in quotes" : ""));
    return Optional.empty();
  }

  static OptionalLong integer(Fields fields, String field, Object value, long min, long max) {
    if (!(value instanceof Long number)) {
      fields.problem(field, "must be a whole number, not " + shown(value));
      return OptionalLong.empty();
    }
    if (number < min || number > max) {
      String range =
          max == Long.MAX_VALUE ? "must be " + min + " or more" : "must be " + min + " to " + max;
      fields.problem(field, range + ", not " + number);
      return OptionalLong.empty();
    }
    return OptionalLong.of(number);
  }

  static Optional<Quantity> quantity(Fields fields, String field, Object value) {
    if (!(value instanceof String) && !(value instanceof Number)) {
      fields.problem(
          field, "must be a quantity, not " + shown(value) + "; write " + Quantity.ALLOWED);
      return Optional.empty();
    }
    String text = value.toString().strip();
    Optional<Quantity> quantity = Quantity.tryParse(text);
    if (quantity.isEmpty()) {
      fields.problem(field, "\"" + text + "\" is not a quantity; write " + Quantity.ALLOWED);
    }
    return quantity;
  }

  static boolean isEmpty(Object value) {
    return value == null
        || value.equals("")
        || value.equals(false)
        || value.equals(0L)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof Collection<?> list && list.isEmpty());
  }

  /** A value for an error message: {@code the number 80}, {@code "80"}, {@code a list}. */
  static String shown(Object value) {
    if (value instanceof String text) {
      return JsonWriter.quoted(text.length() > 60 ? text.substring(0, 57) + "..." : text);
    }
    if (value instanceof Number) {
      return "the number " + value;
    }
    return value instanceof Boolean ? "the boolean " + value : Json.kindOf(value);
  }
}
