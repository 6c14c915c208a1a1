package io.beanpod.config;

import io.beanpod.container.ObjectRef;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is in a volume of kind configMap, secret, downwardAPI or projected.
 *
 * @param sources the files of later ones replace those of earlier ones
 */
public record ContentPlan(List<Source> sources) {

  /** Some of the files. */
  public sealed interface Source {}

  /**
   * Keys of an object, a file each.
   *
   * @param files which keys, and where; none: all, each under its own name
   * @param mode of those files, where all are taken
   */
  public record Keys(ObjectRef object, List<KeyFile> files, int mode) implements Source {
    public Keys {
      files = List.copyOf(files);
    }
  }

  /** One key of an object, and its file. */
  public record KeyFile(String key, String path, int mode) {}

  /** A file whose text is known. */
  public record Text(String path, String text, int mode) implements Source {}

  public ContentPlan {
    sources = List.copyOf(sources);
  }

  /** The {@link ObjectRef#id} of each object that it reads. */
  public Set<String> objects() {
    Set<String> objects = new HashSet<>();
    for (Source source : sources) {
      if (source instanceof Keys keys) {
        objects.add(keys.object().id());
      }
    }
    return objects;
  }

  /** Whether it has files whose text comes with the pod, and so may change with that. */
  public boolean hasTexts() {
    for (Source source : sources) {
      if (source instanceof Text) {
        return true;
      }
    }
    return false;
  }
}
