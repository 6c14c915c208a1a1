package io.beanpod.object;

import io.beanpod.model.Defaults;
import io.beanpod.model.InvalidManifest;
import io.beanpod.store.CorruptState;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.Stored;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Objects as commands see them: those that are stored, the namespaces that are there without anyone
 * having made them ({@code default}, and each that has an object in it), and what follows from
 * others: the EndpointSlices.
 */
public final class AllObjects {
  private final Root root;
  private final ObjectStore store;

  /** Those below {@code root}. */
  public AllObjects(Root root) {
    this.root = root;
    store = new ObjectStore(root);
  }

  /**
   * One object.
   *
   * @param namespace ignored where the kind has none
   */
  public Optional<StoredObject> find(ObjectKind kind, String namespace, String name)
      throws IOException {
    if (kind == ObjectKind.ENDPOINT_SLICE) {
      for (StoredObject slice : slices(store.list(ObjectKind.SERVICE, namespace))) {
        if (slice.name().equals(name)) {
          return Optional.of(slice);
        }
      }
      return Optional.empty();
    }
    Optional<StoredObject> stored = store.find(kind, namespace, name);
    return kind == ObjectKind.NAMESPACE && stored.isEmpty()
        ? Optional.ofNullable(implicit().get(name))
        : stored;
  }

  /** Those of a kind in one namespace, by name; all, where the kind has no namespaces. */
  public List<StoredObject> list(ObjectKind kind, String namespace) throws IOException {
    if (kind == ObjectKind.ENDPOINT_SLICE) {
      return slices(store.list(ObjectKind.SERVICE, namespace));
    }
    return kind.namespaced() ? store.list(kind, namespace) : list(kind);
  }

  /** All of a kind, by namespace and name. */
  public List<StoredObject> list(ObjectKind kind) throws IOException {
    if (kind == ObjectKind.ENDPOINT_SLICE) {
      return slices(store.list(ObjectKind.SERVICE));
    }
    if (kind != ObjectKind.NAMESPACE) {
      return store.list(kind);
    }
    Map<String, StoredObject> all = implicit();
    for (StoredObject namespace : store.list(kind)) {
      all.put(namespace.name(), namespace);
    }
    return new ArrayList<>(all.values());
  }

  private List<StoredObject> slices(List<StoredObject> services) throws IOException {
    List<StoredPod> pods = new PodStore(root).list();
    List<StoredObject> slices = new ArrayList<>();
    for (StoredObject service : services) {
      try {
        slices.addAll(EndpointSlices.of(service, pods));
      } catch (InvalidManifest e) {
        throw new CorruptState(store.file(service), e.problems().get(0).toString());
      }
    }
    return slices;
  }

  private Map<String, StoredObject> implicit() throws IOException {
    Map<String, StoredObject> found = new TreeMap<>();
    found.put(Defaults.NAMESPACE, NamespaceRules.implicit(Defaults.NAMESPACE));
    List<Stored> all = new ArrayList<>(new PodStore(root).list());
    for (ObjectKind kind : Kinds.built()) {
      if (kind.namespaced()) {
        all.addAll(store.list(kind));
      }
    }
    for (Stored object : all) {
      found.put(object.namespace(), NamespaceRules.implicit(object.namespace()));
    }
    return found;
  }
}
