package io.beanpod.object;

import io.beanpod.model.Defaults;
import io.beanpod.model.Document;
import io.beanpod.model.Fields;
import io.beanpod.model.GeneratedName;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Problem;
import io.beanpod.model.SystemFields;
import io.beanpod.store.ObjectKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A valid object as the user gave it, with the API server's defaults and without what only the
 * system may write.
 *
 * @param resourceVersion of the version that it is to replace; empty for whichever there is
 */
public record ObjectManifest(
    ObjectKind kind, Map<String, Object> tree, ObjectMeta metadata, String resourceVersion)
    implements Manifest {

  /**
   * Reads one strictly.
   *
   * @param rules of the document's kind
   * @throws InvalidManifest with everything that is wrong with it
   */
  public static ObjectManifest of(Document document, KindRules rules) {
    ObjectKind kind = rules.kind();
    Map<String, Object> tree = Json.copy(document.tree());
    String version = Json.string(Json.at(tree, "metadata", "resourceVersion"));
    SystemFields.remove(tree);
    if (tree.get("metadata") instanceof Map) {
      GeneratedName.fill(tree, ThreadLocalRandom.current());
      tidy(Json.object(tree.get("metadata")), kind.namespaced());
    }
    rules.fill(tree);
    dropNulls(tree);
    Document filled = new Document(document.source(), document.number(), document.path(), tree);
    List<Problem> problems = new ArrayList<>();
    Optional<ObjectMeta> metadata =
        check(new Fields(tree, document.path(), problems), kind, rules, nameOf(tree));
    if (metadata.isEmpty() || !problems.isEmpty()) {
      throw new InvalidManifest(filled.where(), problems);
    }
    return new ObjectManifest(kind, tree, metadata.get(), version);
  }

  private static Optional<ObjectMeta> check(
      Fields fields, ObjectKind kind, KindRules rules, String name) {
    fields.ignore("apiVersion", "kind");
    Optional<Fields> own = fields.object("metadata");
    if (own.isEmpty()) {
      fields.problem("metadata", "required, but missing");
      return Optional.empty();
    }
    ObjectMeta metadata = ObjectMeta.decode(own.get(), rules.allowedName(name), kind.namespaced());
    rules.check(fields, metadata);
    fields.end();
    return Optional.of(metadata);
  }

  private static String nameOf(Map<String, Object> tree) {
    return Json.string(Json.at(tree, "metadata", "name"));
  }

  /** What is the same is written in one way, so that nothing but a change looks like one. */
  private static void tidy(Map<String, Object> metadata, boolean namespaced) {
    Object namespace = metadata.get("namespace");
    if (namespaced && (namespace == null || namespace.equals(""))) {
      metadata.put("namespace", Defaults.NAMESPACE);
    }
    for (String field : new String[] {"labels", "annotations"}) {
      Maps.nullsAsEmpty(metadata, field);
      Maps.dropIfEmpty(metadata, field);
    }
  }

  private static void dropNulls(Object value) {
    if (value instanceof Map) {
      Iterator<Object> values = Json.object(value).values().iterator();
      while (values.hasNext()) {
        Object each = values.next();
        if (each == null) {
          values.remove();
        } else {
          dropNulls(each);
        }
      }
    }
    for (Object item : Json.list(value)) {
      dropNulls(item);
    }
  }
}
