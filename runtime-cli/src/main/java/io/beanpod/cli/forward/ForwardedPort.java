package io.beanpod.cli.forward;

import io.beanpod.cli.args.UsageError;
import io.beanpod.model.Json;
import io.beanpod.store.StoredPod;

/**
 * One word of {@code port-forward}: {@code 80}, {@code 8080:80}, {@code :80}, {@code 8443:https}.
 *
 * @param local on this machine: 1 to 65535, or 0 for any that is free
 * @param remote in the pod: 1 to 65535
 */
public record ForwardedPort(int local, int remote) {
  private static final int MAX = 65535;

  /**
   * What a word means for a pod, whose containers may have named the port.
   *
   * @throws UsageError where it is none
   */
  public static ForwardedPort of(String word, StoredPod pod) {
    int colon = word.indexOf(':');
    String localText = word.substring(0, Math.max(0, colon));
    String remoteText = word.substring(colon + 1);
    if (remoteText.isEmpty() || remoteText.indexOf(':') >= 0) {
      throw new UsageError(
          "port-forward", "invalid port format '" + word + "'; use [LOCAL:]REMOTE or :REMOTE");
    }
    int remote = remote(remoteText, pod);
    if (colon < 0) {
      return new ForwardedPort(remote, remote);
    }
    return new ForwardedPort(localText.isEmpty() ? 0 : number(localText), remote);
  }

  private static int remote(String text, StoredPod pod) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return named(text, pod);
      }
    }
    return number(text);
  }

  private static int named(String name, StoredPod pod) {
    for (String list : new String[] {"containers", "initContainers"}) {
      for (Object container : Json.list(Json.at(pod.tree(), "spec", list))) {
        for (Object port : Json.list(Json.object(container).get("ports"))) {
          if (name.equals(Json.object(port).get("name"))
              && Json.object(port).get("containerPort") instanceof Long number) {
            return number.intValue();
          }
        }
      }
    }
    throw new UsageError(
        "port-forward", "pod '" + pod.name() + "' does not have a named port '" + name + "'");
  }

  private static int number(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port <= MAX && text.charAt(0) != '+') {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below
    }
    throw new UsageError("port-forward", "'" + text + "' is no port: use 1 to " + MAX);
  }
}
