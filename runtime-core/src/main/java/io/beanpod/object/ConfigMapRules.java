package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code v1.ConfigMap}. */
final class ConfigMapRules implements KindRules {
  private static final String DATA = "data";
  private static final String BINARY_DATA = "binaryData";

  @Override
  public ObjectKind kind() {
    return ObjectKind.CONFIG_MAP;
  }

  @Override
  public void fill(Map<String, Object> tree) {
    for (String field : new String[] {DATA, BINARY_DATA}) {
      Maps.nullsAsEmpty(tree, field);
      Maps.dropIfEmpty(tree, field);
    }
  }

  @Override
  public void check(Fields fields, ObjectMeta metadata) {
    fields.optionalBool(Immutable.FIELD);
    Map<String, String> data = fields.stringMap(DATA);
    Map<String, byte[]> binaryData = Base64Data.read(fields, BINARY_DATA);
    DataKeys.check(fields, DATA, data);
    DataKeys.check(fields, BINARY_DATA, binaryData);
    long size = 0;
    for (Map.Entry<String, String> entry : data.entrySet()) {
      size += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
      if (binaryData.containsKey(entry.getKey())) {
        fields.problem(
            DATA + "[" + entry.getKey() + "]",
            "Invalid value: \"" + entry.getKey() + "\": duplicate of key present in binaryData");
      }
    }
    for (byte[] value : binaryData.values()) {
      size += value.length;
    }
    DataKeys.checkSize(fields, size);
  }

  @Override
  public void checkUpdate(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems) {
    if (Boolean.TRUE.equals(old.get(Immutable.FIELD))) {
      Immutable.check(old, now, problems, DATA, BINARY_DATA);
    }
  }
}
