package io.beanpod.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * A pod as the user gave it: the tree to store, with the API server's defaults and without what
 * only the system may write, and the same as a record.
 */
public record PodManifest(Map<String, Object> tree, Pod pod) {
  /**
   * All pods of a text. None is returned unless all are valid.
   *
   * @throws InvalidManifest with the problems of all of them
   */
  public static List<PodManifest> readAll(String source, byte[] text, Node node) {
    return readAll(source, text, node, Optional.empty());
  }

  /**
   * The same, with a namespace for the pods that name none.
   *
   * @param namespace instead of {@code default}
   */
  public static List<PodManifest> readAll(
      String source, byte[] text, Node node, Optional<String> namespace) {
    List<PodManifest> pods = new ArrayList<>();
    List<InvalidManifest> failures = new ArrayList<>();
    for (Document document : Documents.read(source, text)) {
      document.putInto(namespace);
      try {
        pods.add(of(document, node, ThreadLocalRandom.current()));
      } catch (InvalidManifest e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw InvalidManifest.all(failures);
    }
    return pods;
  }

  /**
   * One pod.
   *
   * @param random for the end of a {@code generateName}
   * @throws InvalidManifest with everything that is wrong with it
   */
  public static PodManifest of(Document document, Node node, RandomGenerator random) {
    Map<String, Object> tree = Defaults.apply(document.tree());
    SystemFields.remove(tree);
    GeneratedName.fill(tree, random);
    Document filled = new Document(document.source(), document.number(), document.path(), tree);
    return new PodManifest(tree, Pod.decode(filled, node));
  }
}
