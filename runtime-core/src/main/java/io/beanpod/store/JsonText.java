package io.beanpod.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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
  private final byte[] utf8;
  private int at;

  private JsonText(Path source, byte[] utf8) {
    this.source = source;
    this.utf8 = utf8;
  }

  /**
   * The object that a file holds.
   *
   * @param source the file, for messages
   * @param utf8 its content
   * @throws CorruptState where the content is anything else than one JSON object
   */
  public static Map<String, Object> object(Path source, byte[] utf8) throws CorruptState {
    JsonText json = new JsonText(source, utf8);
    json.begin();
    Map<String, Object> object = json.members(1);
    json.blanks();
    if (json.at < utf8.length) {
      throw json.wrong("text after the end of the object");
    }
    return object;
  }

  /**
   * One member of the object that a file holds: nothing behind it is read, or checked.
   *
   * @return null, too, where there is none of that name
   * @throws CorruptState where what comes before it is no JSON
   */
  static Object member(Path source, byte[] utf8, String name) throws CorruptState {
    JsonText json = new JsonText(source, utf8);
    json.begin();
    json.blanks();
    if (json.skip('}')) {
      return null;
    }
    do {
      String key = json.key();
      Object value = json.value(2);
      if (key.equals(name)) {
        return value;
      }
      json.blanks();
    } while (json.skip(','));
    json.expect('}');
    return null;
  }

  private void begin() throws CorruptState {
    blanks();
    if (peek() != '{') {
      throw wrong("expected '{'");
    }
    at++;
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
      String key = key();
      int before = object.size();
      object.put(key, value(depth + 1));
      if (object.size() == before) {
        throw wrong("key \"" + key + "\" is there twice");
      }
      blanks();
    } while (skip(','));
    expect('}');
    return object;
  }

  /** The name of a member, and the colon. */
  private String key() throws CorruptState {
    blanks();
    expect('"');
    String key = string();
    blanks();
    expect(':');
    return key;
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
    String start = plain();
    char end = next();
    if (end == '"') {
      return start;
    }
    StringBuilder string = new StringBuilder(start);
    while (end != '"') {
      if (end < ' ') {
        throw wrong("control character in a string");
      }
      string.append(escape()).append(plain());
      end = next();
    }
    return string.toString();
  }

  /**
   * What comes before the next quote, backslash or control character. This loop is most of the work
   * of a command that lists pods, and is interpreted: hence no call in it.
   */
  private String plain() {
    byte[] bytes = utf8;
    int from = at;
    int end = from;
    int all = 0;
    while (end < bytes.length) {
      byte b = bytes[end];
      if (b == '"' || b == '\\' || (b < ' ' && b >= 0)) {
        break;
      }
      all |= b;
      end++;
    }
    at = end;
    // A plain copy, where UTF-8 would look at each byte once more.
    return new String(bytes, from, end - from, all < 0 ? UTF_8 : ISO_8859_1);
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
    while (at < utf8.length && isNumberPart(utf8[at])) {
      at++;
    }
    String number = new String(utf8, start, at - start, ISO_8859_1);
    try {
      return isInteger(number) ? (Object) Long.valueOf(number) : Double.valueOf(number);
    } catch (NumberFormatException e) {
      at = start;
      throw wrong("expected a value");
    }
  }

  private static boolean isNumberPart(byte c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static boolean isInteger(String number) {
    return number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
  }

  private Object word(String word, Object value) throws CorruptState {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= utf8.length || utf8[at + i] != word.charAt(i)) {
        throw wrong("expected a value");
      }
    }
    at += word.length();
    return value;
  }

  private void blanks() {
    while (at < utf8.length) {
      byte c = utf8[at];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return;
      }
      at++;
    }
  }

  /** The next byte, as the character that it is where it is ASCII. */
  private char peek() throws CorruptState {
    if (at >= utf8.length) {
      throw wrong("the file ends too early");
    }
    return (char) (utf8[at] & 0xff);
  }

  private char next() throws CorruptState {
    char c = peek();
    at++;
    return c;
  }

  private boolean skip(char c) {
    if (at < utf8.length && utf8[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws CorruptState {
    if (!skip(c)) {
      throw wrong(at < utf8.length ? "expected '" + c + "'" : "the file ends too early");
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
