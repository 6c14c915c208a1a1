package io.beanpod.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads YAML or JSON text into its objects, as {@code kubectl -f} does: many documents, empty ones
 * skipped, {@code kind: List}, {@code PodList} and the like taken apart.
 */
public final class Documents {
  /** The most that is read of one input, in bytes: the API server's own limit for a request. */
  public static final int MAX_BYTES = 3 * 1024 * 1024;

  private static final String LIST = "List";

  /** What messages of Jackson and SnakeYAML begin with that go on with a word of the text. */
  private static final String[] QUOTING = {
    "Unrecognized token",
    "found undefined alias",
    "found duplicate anchor",
    "found undefined tag handle",
    "found unknown escape character"
  };

  private Documents() {}

  /**
   * Reads all of a stream, which stays open.
   *
   * @throws IOException where reading fails
   * @throws InvalidManifest where the text is too long or malformed
   */
  public static List<Document> read(String source, InputStream in) throws IOException {
    return read(source, in.readNBytes(MAX_BYTES + 1));
  }

  /**
   * Reads text in UTF-8.
   *
   * @param source the name that messages begin with
   * @throws InvalidManifest where the text is too long or malformed
   */
  public static List<Document> read(String source, byte[] text) {
    List<Document> documents = new ArrayList<>();
    int number = 0;
    for (Object tree : trees(source, text)) {
      number++;
      if (tree != null) {
        flatten(new Input(source, number, documents), "", tree);
      }
    }
    return documents;
  }

  private static List<Object> trees(String source, byte[] text) {
    if (text.length > MAX_BYTES) {
      throw new InvalidManifest(source, "longer than 3 MiB; split it into several files", null);
    }
    List<Object> trees = new ArrayList<>();
    boolean yaml = !isJson(text);
    try (JsonParser parser = (yaml ? new AnchoredYaml() : new JsonFactory()).createParser(text)) {
      TreeReader reader = new TreeReader(source, parser);
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        trees.add(reader.document());
      }
    } catch (JsonProcessingException e) {
      throw malformed(source, e);
    } catch (IOException e) {
      // From memory nothing but the decoding of UTF-8 can fail.
      throw new InvalidManifest(source, "not UTF-8 text: " + reason(e.getMessage()), e);
    }
    return trees;
  }

  private record Input(String source, int number, List<Document> documents) {}

  private static void flatten(Input input, String path, Object value) {
    if (!(value instanceof Map)) {
      String where =
          input.source + ": document " + input.number + (path.isEmpty() ? "" : ": " + path);
      throw new InvalidManifest(
          where, "must be an object such as a v1 Pod, not " + Json.kindOf(value), null);
    }
    Map<String, Object> tree = Json.object(value);
    String kind = Json.string(tree.get("kind"));
    if (!kind.endsWith(LIST) || !(tree.get("items") instanceof List || kind.equals(LIST))) {
      input.documents.add(new Document(input.source, input.number, path, tree));
      return;
    }
    int index = 0;
    for (Object item : Json.list(tree.get("items"))) {
      String itemPath = (path.isEmpty() ? "" : path + ".") + "items[" + index++ + "]";
      flatten(input, itemPath, item instanceof Map ? typed(tree, Json.object(item)) : item);
    }
  }

  /** The API server leaves kind and apiVersion out of the items of a typed list. */
  private static Map<String, Object> typed(Map<String, Object> list, Map<String, Object> item) {
    String kind = Json.string(list.get("kind"));
    if (kind.equals(LIST)) {
      return item;
    }
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put("apiVersion", list.get("apiVersion"));
    typed.put("kind", kind.substring(0, kind.length() - LIST.length()));
    typed.putAll(item);
    return typed;
  }

  /**
   * The one value that a text in UTF-8 holds, whatever its kind: a patch, say.
   *
   * @throws InvalidManifest where the text is too long, malformed, or holds none or several
   */
  public static Object value(String source, byte[] text) {
    List<Object> values = trees(source, text);
    if (values.size() != 1) {
      throw new InvalidManifest(source, "must be one value, not " + values.size(), null);
    }
    return values.get(0);
  }

  /** A YAML flow mapping may start with a brace too, but hardly with a quoted key after it. */
  private static boolean isJson(byte[] text) {
    int brace = skipBlanks(text, 0);
    if (brace >= text.length || text[brace] != '{') {
      return false;
    }
    int next = skipBlanks(text, brace + 1);
    return next >= text.length || text[next] == '"' || text[next] == '}';
  }

  private static int skipBlanks(byte[] text, int from) {
    int at = from;
    while (at < text.length
        && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
      at++;
    }
    return at;
  }

  private static InvalidManifest malformed(String source, JsonProcessingException e) {
    String reason =
        e.getCause() instanceof MarkedYAMLException yaml
            ? yaml.getProblem()
            : reason(e.getOriginalMessage());
    String at =
        e.getLocation() == null
            ? ""
            : "line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr()
                + ": ";
    return new InvalidManifest(source, at + withoutValue(reason), e);
  }

  /** What is malformed may be a secret: the parsers' messages without the words that they quote. */
  private static String withoutValue(String reason) {
    for (String quoting : QUOTING) {
      if (reason.startsWith(quoting)) {
        int end = reason.indexOf(": was expecting ");
        return quoting + (end < 0 ? "" : reason.substring(end));
      }
    }
    return reason;
  }

  /** The first line, without a second place that Jackson adds in brackets and then blackens. */
  private static String reason(String text) {
    String line = String.valueOf(text).strip();
    int end = line.indexOf('\n');
    int place = line.indexOf(" (start marker at ");
    if (place >= 0 && (end < 0 || place < end)) {
      end = place;
    }
    return end < 0 ? line : line.substring(0, end);
  }
}
