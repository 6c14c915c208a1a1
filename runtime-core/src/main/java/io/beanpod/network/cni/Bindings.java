package io.beanpod.network.cni;

import io.beanpod.linux.Fd;
import io.beanpod.linux.Mounts;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The pod's network namespace under a name for plugins, {@code run/netns/cni-UID} as containerd has
 * it. It keeps the namespace there until the plugins have cleaned up in it, even if the pod's
 * processes are long gone: some leave rules on the host if they don't find their interface.
 */
final class Bindings {
  private Bindings() {}

  static Path path(Root root, String uid) {
    return root.netns().resolve("cni-" + uid);
  }

  static void bind(Path file, Fd network) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Mounts.mount("/proc/self/fd/" + network.number(), file.toString(), "", Mounts.BIND, "");
  }

  /** Whether a namespace is bound there: not so after a reboot. */
  static boolean isBound(Path file) throws IOException {
    try {
      return !Files.getAttribute(file, "unix:dev")
          .equals(Files.getAttribute(file.getParent(), "unix:dev"));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  static void unbind(Path file) throws IOException {
    Mounts.detach(file.toString());
    Files.deleteIfExists(file);
  }
}
