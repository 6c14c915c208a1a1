package io.beanpod.model.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The types that a {@code v1.Pod}, or another object, is made of. The form of the text is described
 * at its top.
 */
public final class PodFields {
  /** The outermost type. */
  public static final String POD = "Pod";

  private static final String RESOURCE = "/io/beanpod/model/v1.";

  private final Map<String, TypeWords> types = new LinkedHashMap<>();
  private Optional<FieldWords> field = Optional.empty();
  private String type = "";

  private PodFields() {}

  /** Reads those of a pod. */
  public static PodFields load() throws IOException {
    return parse(text(POD));
  }

  /**
   * Reads those of an object of another kind, and of a pod, whose metadata they share.
   *
   * @param kind {@code ConfigMap}
   */
  public static PodFields load(String kind) throws IOException {
    return kind.equals(POD) ? load() : parse(text(POD) + "\n" + text(kind));
  }

  private static String text(String kind) throws IOException {
    try (InputStream in = PodFields.class.getResourceAsStream(RESOURCE + kind + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static PodFields parse(String text) {
    PodFields fields = new PodFields();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#") && !fields.take(line)) {
        throw new IllegalArgumentException("line " + number + ": " + line);
      }
    }
    return fields;
  }

  /** The type of that name; empty for a plain type such as {@code string}. */
  public Optional<TypeWords> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  /** All types, in the text's order. */
  public List<TypeWords> types() {
    return List.copyOf(types.values());
  }

  private boolean take(String line) {
    if (line.startsWith("  ")) {
      return continued(line.strip());
    }
    List<String> words = List.of(line.split(" ", -1));
    if (words.get(0).equals("type") && !line.contains("<")) {
      field = Optional.empty();
      type = words.get(1);
      TypeWords begun = new TypeWords(type, "", new TreeMap<>(), new TreeSet<>());
      return types.put(type, begun) == null;
    }
    if (type.isEmpty()) {
      return false;
    }
    if (words.get(0).equals("refused")) {
      return types.get(type).refused().addAll(words.subList(1, words.size()));
    }
    return begin(words);
  }

  private boolean begin(List<String> words) {
    if (words.size() < 2 || !words.get(1).startsWith("<") || !words.get(1).endsWith(">")) {
      return false;
    }
    String fieldType = words.get(1).substring(1, words.get(1).length() - 1);
    boolean required = words.contains("required");
    int enums = words.indexOf("enum");
    List<String> values =
        enums < 0 ? List.of() : new ArrayList<>(words.subList(enums + 1, words.size()));
    return put(new FieldWords(words.get(0), fieldType, required, values, "")).isEmpty();
  }

  private boolean continued(String text) {
    if (field.isPresent()) {
      FieldWords f = field.get();
      put(new FieldWords(f.name(), f.type(), f.required(), f.enums(), joined(f.text(), text)));
      return true;
    }
    TypeWords begun = types.get(type);
    if (begun != null) {
      types.put(
          type, new TypeWords(type, joined(begun.text(), text), begun.fields(), begun.refused()));
    }
    return begun != null;
  }

  private Optional<FieldWords> put(FieldWords words) {
    field = Optional.of(words);
    return Optional.ofNullable(types.get(type).fields().put(words.name(), words));
  }

  private static String joined(String text, String more) {
    return text.isEmpty() ? more : text + " " + more;
  }
}
