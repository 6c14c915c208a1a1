package io.beanpod.model;

import io.beanpod.model.Selector.Operator;
import io.beanpod.model.Selector.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Recursive descent over the text of a {@link Selector}. */
final class SelectorParser {
  private static final String SPECIAL = "=!,()";

  private final String text;
  private int at;

  SelectorParser(String text) {
    this.text = text;
  }

  Selector parse() {
    List<Requirement> requirements = new ArrayList<>();
    do {
      requirements.add(requirement());
    } while (accept(","));
    if (at < text.length()) {
      throw invalid("expected , or the end at \"" + text.substring(at) + "\"");
    }
    return new Selector(requirements);
  }

  private Requirement requirement() {
    if (accept("!")) {
      return new Requirement(key(), Operator.DoesNotExist, Set.of());
    }
    String key = key();
    if (accept("==") || accept("=")) {
      return new Requirement(key, Operator.In, Set.of(value()));
    }
    if (accept("!=")) {
      return new Requirement(key, Operator.NotIn, Set.of(value()));
    }
    String word = word();
    return switch (word) {
      case "" -> new Requirement(key, Operator.Exists, Set.of());
      case "in" -> new Requirement(key, Operator.In, values());
      case "notin" -> new Requirement(key, Operator.NotIn, values());
      default -> throw invalid("unknown operator \"" + word + "\"");
    };
  }

  private Set<String> values() {
    if (!accept("(")) {
      throw invalid("expected ( after in or notin");
    }
    Set<String> values = new LinkedHashSet<>();
    do {
      values.add(value());
    } while (accept(","));
    if (!accept(")")) {
      throw invalid("missing )");
    }
    return values;
  }

  private String key() {
    String key = word();
    String allowed = Names.labelKey(key);
    if (!allowed.isEmpty()) {
      throw invalid("\"" + key + "\" is not a label key; use " + allowed);
    }
    return key;
  }

  private String value() {
    String value = word();
    String allowed = Names.labelValue(value);
    if (!allowed.isEmpty()) {
      throw invalid("\"" + value + "\" is not a label value; use " + allowed);
    }
    return value;
  }

  private String word() {
    skipBlanks();
    int start = at;
    while (at < text.length()
        && !isBlank(text.charAt(at))
        && SPECIAL.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    skipBlanks();
    return word;
  }

  private boolean accept(String token) {
    skipBlanks();
    if (!text.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    skipBlanks();
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private IllegalArgumentException invalid(String reason) {
    return new IllegalArgumentException(
        "selector \""
            + text
            + "\": "
            + reason
            + "; write requirements such as a=b, c!=d, e in (x,y), f or !g, with commas between");
  }
}
