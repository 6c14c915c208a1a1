package io.beanpod.model.explain;

import java.util.List;

/**
 * A field of a type.
 *
 * @param type as kubectl shows it: {@code string}, {@code []Container}, {@code map[string]string}
 * @param required whether an object without it is refused
 * @param enums the values it may have, in alphabetical order; empty where it is no choice
 * @param text sentences in one line
 */
public record FieldWords(
    String name, String type, boolean required, List<String> enums, String text) {
  public FieldWords {
    enums = List.copyOf(enums);
  }

  /** The type of the object, or of a list's elements: {@code Container} for {@code []Container}. */
  public String element() {
    return type.startsWith("[]") ? type.substring(2) : type;
  }
}
