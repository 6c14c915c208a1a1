package io.beanpod.object;

import io.beanpod.linux.Flock;
import io.beanpod.model.Defaults;
import io.beanpod.model.Document;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes, changes and removes objects: what the API server's POST, PUT and DELETE do. Everything
 * happens with {@link Root#changeLock} held, so that two changes never undo each other; then the
 * kind is told ({@link KindRules#changed}).
 */
public final class ObjectChange {
  /** Makes a new tree of an object. */
  public interface Change {
    /** The object as it is to be, as a tree of its own. */
    Map<String, Object> of(StoredObject now) throws IOException;
  }

  /**
   * What came of it.
   *
   * @param before as it was; empty where it is new
   * @param after as it is now, or would be
   */
  public record Outcome(Optional<StoredObject> before, StoredObject after) {
    /** Whether anything is another. */
    public boolean changed() {
      return before.isEmpty() || !before.get().tree().equals(after.tree());
    }

    /** kubectl's word of an {@code apply}. */
    public String word() {
      if (before.isEmpty()) {
        return "created";
      }
      return changed() ? "configured" : "unchanged";
    }
  }

  private final Root root;
  private final KindRules rules;
  private final boolean dryRun;
  private final ObjectStore store;

  /**
   * Changes objects of one kind.
   *
   * @param dryRun check and tell, but store nothing
   */
  public ObjectChange(Root root, KindRules rules, boolean dryRun) {
    this.root = root;
    this.rules = rules;
    this.dryRun = dryRun;
    store = new ObjectStore(root);
  }

  /**
   * Makes an object what its manifest says, be it there already or not.
   *
   * @throws InvalidManifest where it cannot be that
   */
  public Outcome apply(ObjectManifest manifest) throws IOException {
    Outcome outcome;
    try (Flock alone = lock()) {
      Optional<StoredObject> old = find(manifest);
      outcome = old.isPresent() ? update(old.get(), manifest) : create(manifest);
    }
    return told(outcome);
  }

  /**
   * Makes a new object.
   *
   * @throws AlreadyExists where there is one of its name
   * @throws InvalidManifest where it cannot be
   */
  public Outcome add(ObjectManifest manifest) throws IOException {
    Outcome outcome;
    try (Flock alone = lock()) {
      if (find(manifest).isPresent()) {
        throw new AlreadyExists(rules.kind(), manifest.metadata().name());
      }
      outcome = create(manifest);
    }
    return told(outcome);
  }

  /**
   * Changes an object; empty where there is none.
   *
   * @throws InvalidManifest where it cannot become that
   */
  public Optional<Outcome> change(String namespace, String name, Change change) throws IOException {
    Outcome outcome;
    try (Flock alone = lock()) {
      Optional<StoredObject> old = new AllObjects(root).find(rules.kind(), namespace, name);
      if (old.isEmpty()) {
        return Optional.empty();
      }
      ObjectManifest next = decode(old.get(), change.of(old.get()));
      outcome = update(old.get(), next, Json.copy(next.tree()));
    }
    return Optional.of(told(outcome));
  }

  /**
   * Makes an object that is there what its manifest says; empty where there is none.
   *
   * @throws InvalidManifest where it cannot become that
   */
  public Optional<Outcome> replace(ObjectManifest manifest) throws IOException {
    Outcome outcome;
    try (Flock alone = lock()) {
      Optional<StoredObject> old = find(manifest);
      if (old.isEmpty()) {
        return Optional.empty();
      }
      outcome = update(old.get(), manifest);
    }
    return Optional.of(told(outcome));
  }

  /**
   * Removes an object, if it is there, and makes it anew, with another uid and what is chosen anew.
   *
   * @return {@link Outcome#before} is what was removed
   * @throws InvalidManifest where it cannot be made: then the former one is there still
   * @throws IOException if something needs the former one, too
   */
  public Outcome recreate(ObjectManifest manifest) throws IOException {
    Outcome outcome;
    try (Flock alone = lock()) {
      Optional<StoredObject> old = find(manifest);
      if (old.isPresent()) {
        if (rules.isInUse(root, old.get())) {
          throw new IOException("a pod uses it, so it can't be deleted to be made anew");
        }
        store.remove(old.get()); // what it had is free for its successor
      }
      Optional<Outcome> made = Optional.empty();
      try {
        made = Optional.of(create(manifest));
      } finally {
        if (made.isEmpty() && old.isPresent()) {
          store.write(old.get());
        }
      }
      outcome = new Outcome(old, made.get().after());
    }
    return told(outcome);
  }

  /**
   * Removes an object, if it is still there: another one that has got its name is left alone.
   *
   * @param object as somebody has read it; what has become of it since decides
   * @return false if something needs it, so that it stays until then
   */
  public boolean remove(StoredObject object) throws IOException {
    if (dryRun) {
      return true;
    }
    boolean stays = false;
    try (Flock alone = lock()) {
      Optional<StoredObject> now =
          new AllObjects(root).find(rules.kind(), object.namespace(), object.name());
      if (now.isPresent() && now.get().uid().equals(object.uid())) {
        stays = rules.isInUse(root, now.get());
        if (stays) {
          store.write(SystemMetadata.terminating(now.get()));
        } else {
          store.remove(now.get());
        }
      }
    }
    rules.changed(root);
    return !stays;
  }

  private Flock lock() throws IOException {
    Files.createDirectories(root.run());
    return Flock.exclusive(root.changeLock());
  }

  /** A namespace that nobody made can be made, unless it is the one that is always there. */
  private Optional<StoredObject> find(ObjectManifest manifest) throws IOException {
    ObjectMeta metadata = manifest.metadata();
    return rules.kind() == ObjectKind.NAMESPACE && metadata.name().equals(Defaults.NAMESPACE)
        ? new AllObjects(root).find(rules.kind(), "", metadata.name())
        : store.find(rules.kind(), metadata.namespace(), metadata.name());
  }

  /** What a patch, say, has made of an object. */
  private ObjectManifest decode(StoredObject old, Map<String, Object> tree) {
    String name = SystemMetadata.name(old);
    Json.object(tree.get("metadata")).remove("ownerReferences"); // the old one's stay
    rules.prepareUpdate(old.tree(), tree);
    try {
      return ObjectManifest.of(new Document(name, 1, "", tree), rules);
    } catch (InvalidManifest e) {
      throw new InvalidManifest(name, e.problems()); // there is no document to tell of
    }
  }

  private Outcome create(ObjectManifest manifest) throws IOException {
    Map<String, Object> tree = Json.copy(manifest.tree());
    admit(Optional.empty(), tree);
    SystemMetadata.begin(tree, rules.countsGenerations());
    return stored(new Outcome(Optional.empty(), new StoredObject(rules.kind(), tree)));
  }

  private Outcome update(StoredObject old, ObjectManifest manifest) throws IOException {
    Map<String, Object> tree = Json.copy(manifest.tree());
    rules.inherit(old.tree(), tree);
    return update(old, manifest, tree);
  }

  private Outcome update(StoredObject old, ObjectManifest manifest, Map<String, Object> tree)
      throws IOException {
    SystemMetadata.keep(old, tree);
    List<Problem> problems = SystemMetadata.check(old, tree);
    rules.checkUpdate(old.tree(), tree, problems);
    if (!problems.isEmpty()) {
      throw new InvalidManifest(SystemMetadata.name(old), problems);
    }
    String version = manifest.resourceVersion();
    if (!version.isEmpty() && !version.equals(SystemMetadata.version(old))) {
      throw new Conflict(old);
    }
    admit(Optional.of(old), tree);
    if (!tree.equals(old.tree())) {
      SystemMetadata.count(old, tree, rules.countsGenerations());
    }
    return stored(new Outcome(Optional.of(old), new StoredObject(rules.kind(), tree)));
  }

  private void admit(Optional<StoredObject> old, Map<String, Object> tree) throws IOException {
    if (!dryRun) {
      rules.reserve(root);
    }
    rules.admit(root, old, tree);
  }

  private Outcome stored(Outcome outcome) throws IOException {
    if (!dryRun && outcome.changed()) {
      store.write(outcome.after());
    }
    return outcome;
  }

  private Outcome told(Outcome outcome) throws IOException {
    if (!dryRun) {
      rules.changed(root);
    }
    return outcome;
  }
}
