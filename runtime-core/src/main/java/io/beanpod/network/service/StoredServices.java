package io.beanpod.network.service;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Service;
import io.beanpod.store.CorruptState;
import io.beanpod.store.ObjectStore;
import io.beanpod.store.StoredObject;
import java.util.Optional;
import java.util.function.Consumer;

/** Services as they are kept, decoded: one that was changed by hand must not stop the others. */
public final class StoredServices {
  private StoredServices() {}

  /**
   * One of them; empty where it is none any more.
   *
   * @param problems receives why
   */
  public static Optional<Service> decode(
      ObjectStore store, StoredObject object, Consumer<String> problems) {
    try {
      return Optional.of(Service.of(object.tree(), ""));
    } catch (InvalidManifest e) {
      String what = e.problems().get(0).toString();
      problems.accept(new CorruptState(store.file(object), what).getMessage());
      return Optional.empty();
    }
  }
}
