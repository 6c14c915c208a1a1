package io.beanpod.model;

import java.util.Map;
import java.util.random.RandomGenerator;

/** {@code metadata.generateName}: the beginning of a name, where no name is given. */
public final class GeneratedName {
  /** Kubernetes' alphabet for generated names: no vowels, no look-alikes. */
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX = 5;
  private static final int MAX_PREFIX = 63 - SUFFIX;

  private GeneratedName() {}

  /** Makes up the name of a tree of the caller's own, if that is what it asks for. */
  public static void fill(Map<String, Object> tree, RandomGenerator random) {
    String prefix = Json.string(Json.at(tree, "metadata", "generateName"));
    Object name = Json.at(tree, "metadata", "name");
    if (prefix.isEmpty() || (name != null && !name.equals(""))) {
      return;
    }
    StringBuilder generated = new StringBuilder();
    generated.append(prefix, 0, Math.min(prefix.length(), MAX_PREFIX));
    for (int i = 0; i < SUFFIX; i++) {
      generated.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    Json.object(tree.get("metadata")).put("name", generated.toString());
  }
}
