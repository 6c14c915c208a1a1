package io.beanpod.cli;

import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code --field-selector status.phase=Running,metadata.name!=web}: all terms must hold. The fields
 * are those that the API server knows of pods; in a value, {@code \,}, {@code \=} and {@code \\}
 * stand for the character itself.
 */
record FieldSelector(List<Term> terms) {
  private static final List<String> FIELDS =
      List.of(
          "metadata.name",
          "metadata.namespace",
          "spec.hostNetwork",
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.schedulerName",
          "spec.serviceAccountName",
          "status.nominatedNodeName",
          "status.phase",
          "status.podIP");

  /** One comparison. */
  record Term(String field, boolean equal, String value) {
    boolean holds(Map<String, Object> pod) {
      int dot = field.indexOf('.');
      Object found =
          dot < 0
              ? pod.get(field)
              : Json.at(pod, field.substring(0, dot), field.substring(dot + 1));
      String text = found == null ? defaultValue() : found.toString();
      return text.equals(value) == equal;
    }

    private String defaultValue() {
      return field.equals("spec.hostNetwork") ? "false" : "";
    }
  }

  /**
   * The selector of pods that a text means.
   *
   * @throws UsageError where it is malformed or names another field
   */
  static FieldSelector parse(String command, String text) {
    return parse(command, text, FIELDS);
  }

  /**
   * The selector that a text means.
   *
   * @param fields that objects can be selected by: {@code type} or {@code metadata.name}
   * @throws UsageError where it is malformed or names another field
   */
  static FieldSelector parse(String command, String text, List<String> fields) {
    List<Term> terms = new ArrayList<>();
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at < text.length() && text.charAt(at) == '\\') {
        at++;
      } else if (at == text.length() || text.charAt(at) == ',') {
        if (at > start) {
          terms.add(term(command, text, text.substring(start, at), fields));
        }
        start = at + 1;
      }
    }
    return new FieldSelector(List.copyOf(terms));
  }

  private static Term term(String command, String selector, String text, List<String> fields) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new UsageError(
          command, "invalid selector: '" + selector + "'; can't understand '" + text + "'");
    }
    boolean equal = equals == 0 || text.charAt(equals - 1) != '!';
    String field = text.substring(0, equal ? equals : equals - 1);
    int value = equal && text.startsWith("==", equals) ? equals + 2 : equals + 1;
    if (!fields.contains(field)) {
      throw new UsageError(
          command,
          "field label not supported: " + field + "; there are " + String.join(", ", fields));
    }
    return new Term(field, equal, unescape(command, text.substring(value)));
  }

  private static String unescape(String command, String value) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '=') {
        throw new UsageError(
            command, "invalid field selector: unescaped character in value: '=', write \\=");
      }
      if (c == '\\') {
        at++;
        c = at < value.length() ? value.charAt(at) : 0;
        if (c != '\\' && c != ',' && c != '=') {
          throw new UsageError(
              command, "invalid field selector: invalid escape sequence in \"" + value + "\"");
        }
      }
      out.append(c);
    }
    return out.toString();
  }

  /** Whether all terms hold for a pod. */
  boolean matches(Map<String, Object> pod) {
    for (Term term : terms) {
      if (!term.holds(pod)) {
        return false;
      }
    }
    return true;
  }
}
