package io.beanpod.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who an object is. What the API server itself fills in ({@code uid}, {@code creationTimestamp} and
 * the like) is accepted and left out.
 *
 * @param name an RFC 1123 subdomain, or what else the kind asks for
 * @param namespace an RFC 1123 label, {@code default} by default; empty where the kind has none
 */
public record ObjectMeta(
    String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {
  /** All annotations of an object together, in characters, keys included. */
  private static final int MAX_ANNOTATIONS = 256 * 1024;

  public ObjectMeta {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
  }

  /** That of a pod. */
  static ObjectMeta decode(Fields fields) {
    String name = Json.string(fields.any("name").orElse(""));
    ObjectMeta metadata = decode(fields, Names.subdomain(name), true);
    BackOffAnnotations.check(fields, metadata.annotations);
    PidsAnnotation.check(fields, metadata.annotations);
    MemoryQosAnnotations.check(fields, metadata.annotations);
    NetworkAnnotation.check(fields, metadata.annotations);
    Bandwidth.check(fields, metadata.annotations);
    return metadata;
  }

  /**
   * Reads it strictly.
   *
   * @param allowed what the kind allows as a name, if it does not allow this one; else empty
   * @param namespaced whether the kind has namespaces
   */
  public static ObjectMeta decode(Fields fields, String allowed, boolean namespaced) {
    Optional<String> name = fields.requiredString("name");
    if (name.isPresent()) {
      fields.check("name", name.get(), allowed);
    }
    String namespace = fields.string("namespace").orElse("");
    if (!namespaced && !namespace.isEmpty()) {
      fields.problem("namespace", "not allowed on this type");
    }
    if (namespaced && namespace.isEmpty()) {
      namespace = Defaults.NAMESPACE;
    }
    if (namespaced) {
      fields.check("namespace", namespace, Names.label(namespace));
    }
    fields.string("generateName");
    Map<String, String> labels = fields.stringMap("labels");
    for (Map.Entry<String, String> label : labels.entrySet()) {
      fields.check("labels", label.getKey(), Names.labelKey(label.getKey()));
      fields.check(
          "labels." + label.getKey(), label.getValue(), Names.labelValue(label.getValue()));
    }
    Map<String, String> annotations = annotations(fields);
    SystemFields.ignoreInMetadata(fields);
    fields.refuseUnlessEmpty("ownerReferences", "finalizers");
    fields.end();
    return new ObjectMeta(name.orElse(""), namespace, labels, annotations);
  }

  private static Map<String, String> annotations(Fields fields) {
    Map<String, String> annotations = fields.stringMap("annotations");
    int size = 0;
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      String key = annotation.getKey();
      fields.check("annotations", key, Names.labelKey(key));
      size += key.length() + annotation.getValue().length();
    }
    if (size > MAX_ANNOTATIONS) {
      fields.problem("annotations", size + " characters in all; at most " + MAX_ANNOTATIONS);
    }
    return annotations;
  }
}
