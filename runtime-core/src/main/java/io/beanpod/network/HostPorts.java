package io.beanpod.network;

import io.beanpod.store.PodStore;
import io.beanpod.store.Root;
import io.beanpod.store.StoredPod;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which pod has which port of the host: a symbolic link {@code tcp-8080-any -> UID/80} each. Who
 * changes them holds the network's lock.
 */
final class HostPorts {
  private final Root root;
  private final Path directory;

  HostPorts(Root root) {
    this.root = root;
    directory = root.network().resolve("hostports");
  }

  /**
   * Takes ports for a pod: all of them or, if one is taken, none.
   *
   * @throws NothingFree in the scheduler's words, and who has the port
   */
  void claim(List<HostPort> wanted) throws IOException {
    List<HostPort> taken = all();
    for (HostPort port : wanted) {
      for (HostPort other : taken) {
        if (port.conflicts(other)) {
          throw new NothingFree(
              "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod"
                  + " ports: hostPort "
                  + port
                  + " is taken by "
                  + owner(port, other));
        }
      }
      taken.add(port);
    }
    for (HostPort port : wanted) {
      Files.createDirectories(directory);
      Files.createSymbolicLink(directory.resolve(port.name()), Path.of(port.target()));
    }
  }

  List<HostPort> all() throws IOException {
    List<HostPort> all = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(directory)) {
      for (Path link : links) {
        Optional<Path> target = Leases.target(link);
        if (target.isPresent()) {
          all.add(HostPort.parse(link.getFileName().toString(), target.get().toString()));
        }
      }
    } catch (NoSuchFileException noneYet) {
      return all;
    }
    return all;
  }

  void release(HostPort port) throws IOException {
    Files.deleteIfExists(directory.resolve(port.name()));
  }

  /** Who has the other of two ports that conflict. */
  String owner(HostPort port, HostPort other) throws IOException {
    if (port.uid().equals(other.uid())) {
      return "another port of this pod";
    }
    for (StoredPod pod : new PodStore(root).list()) {
      if (pod.uid().equals(other.uid())) {
        return "pod " + pod.namespace() + "/" + pod.name();
      }
    }
    return "a pod in the making (uid " + other.uid() + ")";
  }
}
