package io.beanpod.cli;

import io.beanpod.model.Defaults;
import io.beanpod.object.Kinds;
import io.beanpod.object.ObjectChange;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredObject;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.util.List;

/** Removes objects other than pods; with a namespace goes what lies in it. */
record ObjectDeletion(Root root) {

  /**
   * The pods that end with an object: those of a namespace.
   *
   * @throws Failure where it is the namespace that is always there
   */
  List<StoredPod> podsIn(StoredObject object) throws IOException {
    if (object.kind() != ObjectKind.NAMESPACE) {
      return List.of();
    }
    if (object.name().equals(Defaults.NAMESPACE)) {
      throw new Failure(
          "namespaces \"" + object.name() + "\" is forbidden: this namespace may not be deleted");
    }
    return new PodStore(root).list(object.name());
  }

  /**
   * Removes it, and with a namespace all objects in it but the pods.
   *
   * @return false if something needs it, so that it goes later
   */
  boolean remove(StoredObject object) throws IOException {
    if (object.kind() == ObjectKind.NAMESPACE) {
      for (ObjectKind kind : Kinds.built()) {
        if (kind.namespaced()) {
          for (StoredObject inside : new ObjectStore(root).list(kind, object.name())) {
            removeOne(inside);
          }
        }
      }
    }
    return removeOne(object);
  }

  private boolean removeOne(StoredObject object) throws IOException {
    return new ObjectChange(root, Kinds.rules(object.kind()).orElseThrow(), false).remove(object);
  }
}
