package io.beanpod.model;

/**
 * One key of a ConfigMap or a Secret: {@code v1.ConfigMapKeySelector}, {@code
 * v1.SecretKeySelector}.
 *
 * @param object where it is; optional: the pod does without the key, too
 */
public record DataKey(DataObject object, String key) implements EnvVarSource {
  static DataKey decode(Fields fields, boolean secret) {
    DataObject object = DataObject.decode(fields, secret, "name");
    String key = fields.requiredString("key").orElse("");
    if (!key.isEmpty()) {
      fields.check("key", key, Names.dataKey(key));
    }
    fields.end();
    return new DataKey(object, key);
  }
}
