package io.beanpod.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of our own state files (RFC 8259) into a tree: {@code Map<String, Object>} in the
 * file's order, {@code List<Object>}, {@code String}, {@code Long}, {@code Double}, {@code
 * Boolean}, {@code null}.
 *
 * <p>Manifests, which people write, go through Jackson. These files are read by every command, and
 * there Jackson's streaming parser costs 20 ms of start-up with an AOT cache (measured on JDK 25:
 * 54 ms against 34 ms for a program that only reads the file), which is half of an {@code exec}.
 */
public final class JsonText {
  private static final int MAX_DEPTH = 100;

  private final Path source;
  private final String text;
  private int at;

  private JsonText(Path source, String text) {
    this.source = source;
    this.text = text;
  }

  /**
   * The object that a file holds.
   *
   * @param source the file, for messages
   * @param utf8 its content
   * @throws CorruptState where the content is anything else than one JSON object
   */
  public static Map<String, Object> object(Path source, byte[] utf8) throws CorruptState {
    JsonText json = new JsonText(source, new String(utf8, StandardCharsets.UTF_8));
    json.blanks();
    if (json.peek() != '{') {
      throw json.wrong("expected '{'");
    }
    json.at++;
    Map<String, Object> object = json.members(1);
    json.blanks();
    if (json.at < json.text.length()) {
      throw json.wrong("text after the end of the object");
    }
    return object;
  }

  private Object value(int depth) throws CorruptState {
    blanks();
    switch (peek()) {
      case '{':
        at++;
        return members(depth);
      case '[':
        at++;
        return items(depth);
      case '"':
        at++;
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private Map<String, Object> members(int depth) throws CorruptState {
    checkDepth(depth);
    Map<String, Object> object = new LinkedHashMap<>();
    blanks();
    if (skip('}')) {
      return object;
    }
    do {
      blanks();
      expect('"');
      String key = string();
      blanks();
      expect(':');
      if (object.containsKey(key)) {
        throw wrong("key \"" + key + "\" is there twice");
      }
      object.put(key, value(depth + 1));
      blanks();
    } while (skip(','));
    expect('}');
    return object;
  }

  private List<Object> items(int depth) throws CorruptState {
    checkDepth(depth);
    List<Object> list = new ArrayList<>();
    blanks();
    if (skip(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
      blanks();
    } while (skip(','));
    expect(']');
    return list;
  }

  /** The rest of a string whose opening quote was read. */
  private String string() throws CorruptState {
    int end = at;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '"') {
        String string = text.substring(at, end);
        at = end + 1;
        return string;
      }
      if (c == '\\') {
        return escaped(end);
      }
      if (c < ' ') {
        break;
      }
      end++;
    }
    at = end;
    throw wrong("a string that does not end");
  }

  private String escaped(int firstEscape) throws CorruptState {
    StringBuilder string = new StringBuilder(text.substring(at, firstEscape));
    at = firstEscape;
    for (char c = next(); c != '"'; c = next()) {
      if (c < ' ') {
        throw wrong("control character in a string");
      }
      string.append(c == '\\' ? escape() : c);
    }
    return string.toString();
  }

  private char escape() throws CorruptState {
    char c = next();
    switch (c) {
      case '"', '\\', '/':
        return c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        int unit = 0;
        for (int i = 0; i < 4; i++) {
          int digit = Character.digit(next(), 16);
          if (digit < 0) {
            throw wrong("\\u wants four hexadecimal digits");
          }
          unit = unit * 16 + digit;
        }
        return (char) unit;
      default:
        throw wrong("unknown escape \\" + c);
    }
  }

  private Object number() throws CorruptState {
    int start = at;
    while (at < text.length() && isNumberPart(text.charAt(at))) {
      at++;
    }
    String number = text.substring(start, at);
    try {
      return isInteger(number) ? (Object) Long.valueOf(number) : Double.valueOf(number);
    } catch (NumberFormatException e) {
      at = start;
      throw wrong("expected a value");
    }
  }

  private static boolean isNumberPart(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static boolean isInteger(String number) {
    return number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
  }

  private Object word(String word, Object value) throws CorruptState {
    if (!text.startsWith(word, at)) {
      throw wrong("expected a value");
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  private char peek() throws CorruptState {
    if (at >= text.length()) {
      throw wrong("the file ends too early");
    }
    return text.charAt(at);
  }

  private char next() throws CorruptState {
    char c = peek();
    at++;
    return c;
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws CorruptState {
    if (!skip(c)) {
      throw wrong(at < text.length() ? "expected '" + c + "'" : "the file ends too early");
    }
  }

  private void checkDepth(int depth) throws CorruptState {
    if (depth > MAX_DEPTH) {
      throw wrong("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private CorruptState wrong(String reason) {
    return new CorruptState(source, "offset " + at + ": " + reason);
  }
}
