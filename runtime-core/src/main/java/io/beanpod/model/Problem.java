package io.beanpod.model;

/**
 * One thing that is wrong with an object.
 *
 * @param path the field, such as {@code spec.containers[1].resources.limits.memory}; empty where it
 *     is the object as a whole
 * @param message what is wrong and what is allowed, on one line
 */
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path.isEmpty() ? message : path + ": " + message;
  }
}
