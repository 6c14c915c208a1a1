package io.beanpod.container;

/**
 * A ConfigMap or a Secret in the pod's namespace.
 *
 * @param secret whether it is a Secret
 * @param optional whether it may be missing, and whatever is wanted of it
 */
public record ObjectRef(boolean secret, String name, boolean optional) {
  /** {@code configmap "web"}: as the API server names what is not there. */
  public String id() {
    return id(secret, name);
  }

  /** That of any object. */
  public static String id(boolean secret, String name) {
    return (secret ? "secret \"" : "configmap \"") + name + "\"";
  }
}
