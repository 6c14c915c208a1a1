package io.beanpod.pod;

import io.beanpod.linux.Mounts;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pod's network namespace under a name that {@code ip netns} knows: a file in {@code
 * /run/netns} that the namespace is bound on.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ip-netns.8.html">ip-netns(8)</a>
 */
public final class Netns {
  private Netns() {}

  /** The file's path: the pod's name, with its namespace in front unless that is the default. */
  public static Path path(Root root, String namespace, String pod) {
    return root.netns().resolve(namespace.equals("default") ? pod : namespace + "_" + pod);
  }

  /** Unbinds and removes the file; nothing happens if it is gone. To be called on the host. */
  public static void remove(Path file) throws IOException {
    Mounts.detach(file.toString());
    Files.deleteIfExists(file);
  }
}
