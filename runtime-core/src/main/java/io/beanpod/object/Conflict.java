package io.beanpod.object;

import io.beanpod.store.StoredObject;
import java.io.IOException;

/**
 * A manifest's {@code metadata.resourceVersion} is not that of the object that it is to replace.
 */
public final class Conflict extends IOException {
  private static final long serialVersionUID = 1L;

  /** The API server's words. */
  Conflict(StoredObject object) {
    super(
        "Operation cannot be fulfilled on "
            + object.kind().qualifiedPlural()
            + " \""
            + object.name()
            + "\": the object has been modified; please apply your changes to the latest version"
            + " and try again");
  }
}
