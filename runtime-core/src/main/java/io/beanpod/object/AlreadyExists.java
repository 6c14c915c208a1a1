package io.beanpod.object;

import io.beanpod.store.ObjectKind;
import java.io.IOException;

/** An object that was to be made is there: {@code AlreadyExists} of the API. */
public final class AlreadyExists extends IOException {
  private static final long serialVersionUID = 1L;

  /** The API server's words. */
  public AlreadyExists(ObjectKind kind, String name) {
    super(kind.qualifiedPlural() + " \"" + name + "\" already exists");
  }
}
