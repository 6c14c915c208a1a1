package io.beanpod.object;

import io.beanpod.model.Json;
import io.beanpod.model.Problem;
import io.beanpod.model.Timestamp;
import io.beanpod.store.RandomUid;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What only the system writes into {@code metadata}. */
final class SystemMetadata {
  private static final String VERSION = "resourceVersion";
  private static final String GENERATION = "generation";
  private static final String DELETION = "deletionTimestamp";
  private static final String[] KEPT = {
    "uid",
    "creationTimestamp",
    DELETION,
    "deletionGracePeriodSeconds",
    "ownerReferences",
    VERSION,
    GENERATION
  };

  private SystemMetadata() {}

  /** {@code configmap/site}, for messages. */
  static String name(StoredObject object) {
    return object.kind().qualified() + "/" + object.name();
  }

  /** Of a new object. */
  static void begin(Map<String, Object> tree, boolean generation) throws IOException {
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    metadata.put("creationTimestamp", Timestamp.seconds(Instant.now()));
    metadata.put("uid", RandomUid.next());
    metadata.put(VERSION, "1");
    if (generation) {
      metadata.put(GENERATION, 1L);
    }
  }

  /** Takes what there was, the status included, into an object's next version. */
  static void keep(StoredObject old, Map<String, Object> tree) {
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    for (String field : KEPT) {
      Object value = Json.at(old.tree(), "metadata", field);
      if (value != null) {
        metadata.put(field, value);
      }
    }
    if (old.tree().get("status") != null) {
      tree.put("status", Json.copy(old.tree().get("status")));
    }
  }

  /** Whether it is still the same object. */
  static List<Problem> check(StoredObject old, Map<String, Object> tree) {
    List<Problem> problems = new ArrayList<>();
    for (String field : new String[] {"apiVersion", "kind"}) {
      if (!old.tree().get(field).equals(tree.get(field))) {
        problems.add(new Problem(field, "field is immutable"));
      }
    }
    for (String field : new String[] {"name", "namespace"}) {
      Object before = Json.at(old.tree(), "metadata", field);
      Object after = Json.at(tree, "metadata", field);
      if (before == null ? after != null : !before.equals(after)) {
        problems.add(new Problem("metadata." + field, "field is immutable"));
      }
    }
    return problems;
  }

  /** An object that is to go as soon as it may. */
  static StoredObject terminating(StoredObject object) throws IOException {
    Map<String, Object> tree = Json.copy(object.tree());
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    metadata.putIfAbsent("deletionGracePeriodSeconds", 0L);
    metadata.putIfAbsent(DELETION, Timestamp.seconds(Instant.now()));
    count(object, tree, false);
    return new StoredObject(object.kind(), tree);
  }

  static String version(StoredObject object) {
    return Json.string(Json.at(object.tree(), "metadata", VERSION));
  }

  /** Counts a change; of an object that was there without being stored it is the first. */
  static void count(StoredObject old, Map<String, Object> tree, boolean generation)
      throws IOException {
    String version = version(old);
    if (version.isEmpty()) {
      begin(tree, generation);
      return;
    }
    Map<String, Object> metadata = Json.object(tree.get("metadata"));
    metadata.put(VERSION, Long.toString(Long.parseLong(version) + 1));
    boolean spec = !Json.object(tree.get("spec")).equals(Json.object(old.tree().get("spec")));
    if (generation && spec && metadata.get(GENERATION) instanceof Long before) {
      metadata.put(GENERATION, before + 1);
    }
  }
}
