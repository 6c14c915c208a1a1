package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Names;
import io.beanpod.model.ObjectMeta;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the API server knows of one kind: its defaults, its fields, what may change, and what it
 * chooses itself. The methods are called in the order in which they stand here.
 */
public interface KindRules {

  ObjectKind kind();

  /** What is allowed as a name, where this one is not; else {@link Names#VALID}. */
  default String allowedName(String name) {
    return Names.subdomain(name);
  }

  /**
   * Drops what the system gave to the former version of an object and the new one is not to have. A
   * patch leaves it there; a manifest does not have it.
   *
   * @param old as it is stored
   * @param now a tree of the caller's own, not checked yet
   */
  default void prepareUpdate(Map<String, Object> old, Map<String, Object> now) {}

  /**
   * Writes the defaults into a tree of the caller's own. It is not checked yet: a value of a wrong
   * type stays as it is, for {@link #check} to report.
   */
  void fill(Map<String, Object> tree);

  /**
   * Reads all fields but {@code apiVersion}, {@code kind}, {@code metadata} and {@code status}; the
   * caller reports those that nobody asked for.
   */
  void check(Fields fields, ObjectMeta metadata);

  /**
   * Takes over what the system gave to the former version of an object, of which its manifest says
   * nothing. A patch does not: it was made of the former version, and what it lacks it was rid of.
   *
   * @param old as it is stored
   * @param now a tree of the caller's own, valid by itself
   */
  default void inherit(Map<String, Object> old, Map<String, Object> now) {}

  /**
   * Adds a problem for each change that is not allowed. Names and namespaces are compared already.
   *
   * @param old as it is stored
   * @param now as it is to be, valid by itself
   */
  default void checkUpdate(
      Map<String, Object> old, Map<String, Object> now, List<Problem> problems) {}

  /**
   * Keeps what all objects of this kind draw from, if nobody did. The change lock is held; never in
   * a dry run.
   */
  default void reserve(Root root) throws IOException {}

  /**
   * Completes an object that is valid by what the system chooses: addresses, ports, a first status.
   * The change lock is held until the object is stored, or, in a dry run, thrown away: what the
   * stored objects do not have is free, and nothing is to be written here.
   *
   * @param old the object's former version, whose choices stay
   * @param tree the new one, of the caller's own, with {@code old}'s status
   * @throws io.beanpod.model.InvalidManifest where what it asks for is not to be had
   */
  default void admit(Root root, Optional<StoredObject> old, Map<String, Object> tree)
      throws IOException {}

  /**
   * An object of this kind was stored or removed: what follows from all of them is made anew. So it
   * is where nothing changed, since it may have failed the last time. No lock is held.
   */
  default void changed(Root root) throws IOException {}

  /**
   * Whether something still needs an object that is to be removed: it stays then, with a {@code
   * deletionTimestamp}, and who finds it needed no more removes it.
   */
  default boolean isInUse(Root root, StoredObject object) throws IOException {
    return false;
  }

  /** Whether {@code metadata.generation} counts the changes of {@code spec}. */
  default boolean countsGenerations() {
    return false;
  }
}
