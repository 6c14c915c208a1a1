package io.beanpod.cli;

import io.beanpod.cli.args.Arguments;
import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a command runs in.
 *
 * @param root where state lies
 * @param out standard output; flushed when the command ends
 * @param err standard error; flushed when the command ends
 * @param now milliseconds since the epoch, for ages
 */
public record Context(Root root, Output out, Output err, long now) {

  /** The root of {@code --root}, else of {@code BEANPOD_ROOT}, else the host's. */
  static Root root(Arguments arguments) {
    String dir = arguments.value("root").orElse(System.getenv("BEANPOD_ROOT"));
    return dir == null || dir.isEmpty() ? Root.host() : Root.below(Path.of(dir));
  }

  /** The namespace of {@code -n}; {@code default} where it was not given. */
  public static String namespace(Arguments arguments) {
    return arguments.value("namespace").orElse("default");
  }

  /** The pods on disk. */
  public PodStore store() {
    return new PodStore(root);
  }

  /**
   * The pod of that name, written {@code web} or {@code pod/web}.
   *
   * @throws Failure where there is none
   */
  public StoredPod pod(String namespace, String word) throws IOException {
    String name = PodName.of(word);
    Optional<StoredPod> pod = store().find(namespace, name);
    if (pod.isEmpty()) {
      throw new Failure(notFound(namespace, name));
    }
    return pod.get();
  }

  /** {@code pods "web" not found}, and where it is, if it is elsewhere. */
  public String notFound(String namespace, String name) throws IOException {
    List<String> elsewhere = store().namespacesWith(name);
    return "pods \""
        + name
        + "\" not found"
        + (namespace.equals("default") ? "" : " in namespace " + namespace)
        + (elsewhere.isEmpty()
            ? ""
            : "; there is one in namespace " + elsewhere.get(0) + ": add -n " + elsewhere.get(0));
  }
}
