package io.beanpod.object;

import io.beanpod.model.Document;
import io.beanpod.model.Documents;
import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Json;
import io.beanpod.model.NetworkAnnotation;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.model.Problem;
import io.beanpod.store.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Reads a text with objects of any kinds. */
public final class ManifestReader {
  private ManifestReader() {}

  /**
   * All objects of a text, in their order. None is returned unless all are valid.
   *
   * @param namespace of the objects that name none, instead of {@code default}
   * @param network of the pods that name none: a value of the annotation {@code beanpod.io/network}
   * @throws InvalidManifest with the problems of all of them
   */
  public static List<Manifest> readAll(
      String source, byte[] text, Node node, Optional<String> namespace, Optional<String> network) {
    List<Manifest> manifests = new ArrayList<>();
    List<InvalidManifest> failures = new ArrayList<>();
    for (Document document : Documents.read(source, text)) {
      try {
        manifests.add(of(document, node, namespace, network));
      } catch (InvalidManifest e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw InvalidManifest.all(failures);
    }
    return manifests;
  }

  private static Manifest of(
      Document document, Node node, Optional<String> namespace, Optional<String> network) {
    String kind = Json.string(document.tree().get("kind"));
    String apiVersion = Json.string(document.tree().get("apiVersion"));
    if (kind.equals(ObjectKind.POD.kind()) || kind.isEmpty()) {
      document.putInto(namespace);
      if (network.isPresent()) {
        NetworkAnnotation.setWhereMissing(document.tree(), network.get());
      }
      return new PodObject(PodManifest.of(document, node, ThreadLocalRandom.current()));
    }
    Optional<ObjectKind> known = ObjectKind.of(apiVersion, kind);
    Optional<KindRules> rules = known.isPresent() ? Kinds.rules(known.get()) : Optional.empty();
    if (rules.isEmpty()) {
      throw new InvalidManifest(
          document.where(), List.of(new Problem(document.path(), reason(apiVersion, kind))));
    }
    if (known.get().namespaced()) {
      document.putInto(namespace);
    }
    return ObjectManifest.of(document, rules.get());
  }

  private static String reason(String apiVersion, String kind) {
    StringBuilder kinds = new StringBuilder(ObjectKind.POD.kind());
    for (ObjectKind built : Kinds.built()) {
      if (built.kind().equals(kind)) {
        return (apiVersion.isEmpty()
                ? "apiVersion is missing"
                : "apiVersion " + apiVersion + " is not " + kind + "'s")
            + "; it is "
            + built.apiVersion();
      }
      kinds.append(", ").append(built.kind());
    }
    return "kind " + kind + " is not supported; Beanpod has " + kinds;
  }
}
