package io.beanpod.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds trees from parser events, and does what the streaming YAML parser leaves to its user:
 * anchors, aliases and merge keys.
 *
 * <p>An alias is replaced by a copy of what its anchor names, and the copies count: a document
 * whose aliases multiply ("billion laughs") ends at the limit of nodes.
 */
final class TreeReader {
  static final int MAX_DEPTH = 100;
  static final int MAX_NODES = 1_000_000;

  private record Anchor(Object value, int nodes) {}

  private final String source;
  private final JsonParser parser;
  private final AnchoredYaml.Parser yaml; // null for JSON
  private final Map<String, Anchor> anchors = new HashMap<>();
  private int nodes;

  TreeReader(String source, JsonParser parser) {
    this.source = source;
    this.parser = parser;
    this.yaml = parser instanceof AnchoredYaml.Parser y ? y : null;
  }

  /** The document that the parser's current token begins. Anchors end with their document. */
  Object document() throws IOException {
    anchors.clear();
    return value(0);
  }

  private Object value(int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw malformed("nested deeper than " + MAX_DEPTH + " levels");
    }
    if (yaml != null && yaml.isCurrentAlias()) {
      return alias();
    }
    String name = yaml == null ? null : yaml.anchor();
    int before = nodes;
    count(1);
    Object value = content(depth);
    if (name != null) {
      anchors.put(name, new Anchor(value, nodes - before));
    }
    return value;
  }

  private Object alias() throws IOException {
    Anchor anchor = anchors.get(parser.getText());
    if (anchor == null) {
      // Its name is not told: it may be a password that begins with an asterisk.
      throw malformed(
          "this alias has no anchor before it, or is part of it; quote a text that begins with *");
    }
    count(anchor.nodes);
    return Json.copy(anchor.value);
  }

  private Object content(int depth) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(depth);
      case START_ARRAY -> list(depth);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      default -> throw malformed("unexpected " + token);
    };
  }

  private List<Object> list(int depth) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private Map<String, Object> object(int depth) throws IOException {
    Map<String, Object> object = new LinkedHashMap<>();
    List<Object> merges = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      boolean merge = yaml != null && key.equals("<<");
      if (object.containsKey(key) || (merge && !merges.isEmpty())) {
        throw malformed("duplicate key \"" + key + "\"");
      }
      parser.nextToken();
      Object value = value(depth + 1);
      if (merge) {
        merges.addAll(
            value instanceof List ? Json.list(value) : List.of(value == null ? "" : value));
      } else {
        object.put(key, value);
      }
    }
    for (Object merge : merges) {
      merge(object, merge);
    }
    return object;
  }

  /** Own keys win over merged ones, and an earlier merged object over a later one. */
  private void merge(Map<String, Object> object, Object merged) {
    if (!(merged instanceof Map)) {
      throw malformed("<< merges objects, not " + Json.kindOf(merged));
    }
    for (Map.Entry<String, Object> entry : Json.object(merged).entrySet()) {
      if (!object.containsKey(entry.getKey())) {
        object.put(entry.getKey(), entry.getValue());
      }
    }
  }

  private Object number(String text) {
    Object number = Numbers.parse(text);
    if (number == null && yaml != null && !Numbers.isNotFinite(text)) {
      // The parser's idea of a number is wider than YAML's: "._", "1e9999".
      return text;
    }
    if (number == null) {
      throw malformed(text + " is not a number that JSON knows; quote it to make it a string");
    }
    return number;
  }

  private void count(int more) {
    nodes += more;
    if (nodes > MAX_NODES) {
      throw malformed("more than " + MAX_NODES + " values, aliases counted as what they stand for");
    }
  }

  private InvalidManifest malformed(String reason) {
    JsonLocation at = parser.currentTokenLocation();
    return new InvalidManifest(
        source, "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + reason, null);
  }
}
