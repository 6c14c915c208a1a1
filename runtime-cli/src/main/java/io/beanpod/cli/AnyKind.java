package io.beanpod.cli;

import io.beanpod.object.AllObjects;
import io.beanpod.store.ObjectKind;
import io.beanpod.store.Stored;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Objects by kind, where pods are one kind among others. */
public final class AnyKind {
  private AnyKind() {}

  /** The object of that name, if there is one. */
  static Optional<? extends Stored> find(
      Context context, ObjectKind kind, String namespace, String name) throws IOException {
    return kind == ObjectKind.POD
        ? context.store().find(namespace, name)
        : new AllObjects(context.root()).find(kind, namespace, name);
  }

  /**
   * The object of that name.
   *
   * @throws Failure where there is none
   */
  static Stored get(Context context, ObjectKind kind, String namespace, String name)
      throws IOException {
    Optional<? extends Stored> found = find(context, kind, namespace, name);
    if (found.isEmpty()) {
      throw new Failure(notFound(context, kind, namespace, name));
    }
    return found.get();
  }

  /**
   * All of a kind.
   *
   * @param namespace empty for those of every namespace
   */
  static List<? extends Stored> list(Context context, ObjectKind kind, Optional<String> namespace)
      throws IOException {
    if (kind == ObjectKind.POD) {
      return namespace.isPresent() ? context.store().list(namespace.get()) : context.store().list();
    }
    AllObjects objects = new AllObjects(context.root());
    return namespace.isPresent() ? objects.list(kind, namespace.get()) : objects.list(kind);
  }

  /** {@code configmaps "site" not found}, and where. */
  public static String notFound(Context context, ObjectKind kind, String namespace, String name)
      throws IOException {
    if (kind == ObjectKind.POD) {
      return context.notFound(namespace, name);
    }
    boolean elsewhere = kind.namespaced() && !namespace.equals("default");
    return kind.qualifiedPlural()
        + " \""
        + name
        + "\" not found"
        + (elsewhere ? " in namespace " + namespace : "");
  }
}
