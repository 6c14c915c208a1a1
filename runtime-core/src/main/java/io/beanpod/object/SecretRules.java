package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code v1.Secret}. No message says anything of a value but its key. */
final class SecretRules implements KindRules {
  private static final String TYPE = "type";
  private static final String DATA = "data";
  private static final String STRING_DATA = "stringData";

  @Override
  public ObjectKind kind() {
    return ObjectKind.SECRET;
  }

  /** {@code stringData}, which is never stored, wins over {@code data}. */
  @Override
  public void fill(Map<String, Object> tree) {
    if (tree.get(TYPE) == null || tree.get(TYPE).equals("")) {
      tree.put(TYPE, SecretTypes.OPAQUE);
    }
    Maps.nullsAsEmpty(tree, DATA);
    Maps.nullsAsEmpty(tree, STRING_DATA);
    if (mergeable(tree)) {
      Map<String, Object> data = new LinkedHashMap<>(Json.object(tree.get(DATA)));
      for (Map.Entry<String, Object> text : Json.object(tree.remove(STRING_DATA)).entrySet()) {
        data.put(text.getKey(), Base64Data.encode(Json.string(text.getValue())));
      }
      tree.put(DATA, data);
    }
    Maps.dropIfEmpty(tree, DATA);
  }

  private static boolean mergeable(Map<String, Object> tree) {
    boolean texts = tree.get(STRING_DATA) instanceof Map;
    for (Object value : Json.object(tree.get(STRING_DATA)).values()) {
      texts &= value instanceof String;
    }
    return texts && (tree.get(DATA) == null || tree.get(DATA) instanceof Map);
  }

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    fields.optionalBool(Immutable.FIELD);
    String type = fields.string(TYPE).orElse(SecretTypes.OPAQUE);
    Map<String, byte[]> data = Base64Data.read(fields, DATA);
    checkTexts(fields);
    DataKeys.check(fields, DATA, data);
    long size = 0;
    for (byte[] value : data.values()) {
      size += value.length;
    }
    DataKeys.checkSize(fields, size);
    SecretTypes.check(fields, type, data);
  }

  /** What is still there of {@code stringData} could not be merged: the value is not told. */
  private static void checkTexts(Fields fields) {
    Optional<Object> texts = fields.any(STRING_DATA);
    if (texts.isPresent() && !(texts.get() instanceof Map)) {
      fields.problem(STRING_DATA, "must be an object");
    }
    for (Map.Entry<String, Object> text : Json.object(texts.orElse("")).entrySet()) {
      if (!(text.getValue() instanceof String)) {
        fields.problem(STRING_DATA + "." + text.getKey(), "must be a string; put it in quotes");
      }
    }
  }

  @Override
  public void checkUpdate(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems) {
    if (!Json.string(old.get(TYPE)).equals(now.get(TYPE))) {
      problems.add(
          new Problem(TYPE, "Invalid value: \"" + now.get(TYPE) + "\": field is immutable"));
    }
    if (Boolean.TRUE.equals(old.get(Immutable.FIELD))) {
      Immutable.check(old, now, problems, DATA);
    }
  }
}
