package io.beanpod.model.explain;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type of objects.
 *
 * @param text sentences in one line
 * @param fields by name, in the file's order
 * @param refused names of fields that Kubernetes has, and Beanpod refuses so far
 */
public record TypeWords(
    String name, String text, Map<String, FieldWords> fields, Set<String> refused) {

  /** The field of that name. */
  public Optional<FieldWords> field(String field) {
    return Optional.ofNullable(fields.get(field));
  }
}
