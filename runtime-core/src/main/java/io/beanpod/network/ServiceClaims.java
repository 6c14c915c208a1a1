package io.beanpod.network;

import io.beanpod.store.AtomicFile;
import io.beanpod.store.CorruptState;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which root has which range for its Services, until the host boots: between the choice of a range
 * and the first pod, no route says that it is somebody's. A root that is gone, or keeps other
 * ranges by now, claims nothing. To be used under {@link PodNetwork#LOCK}.
 */
final class ServiceClaims {
  private static final Path HOST = Path.of("/run/beanpod-services");

  private final Path directory;

  ServiceClaims() {
    this(HOST);
  }

  ServiceClaims(Path directory) {
    this.directory = directory;
  }

  /** What the roots other than this one have. */
  List<Subnet> ofOthers(Root root) throws IOException {
    List<Subnet> claimed = new ArrayList<>();
    try (DirectoryStream<Path> claims = Files.newDirectoryStream(directory)) {
      for (Path claim : claims) {
        Optional<Subnet> range =
            Subnet.parse(claim.getFileName().toString().replace('-', '/').replace('_', ':'));
        if (range.isPresent() && isOfAnother(claim, range.get(), root)) {
          claimed.add(range.get());
        }
      }
    } catch (NoSuchFileException e) {
      return claimed; // nobody has had a Service since the host booted
    }
    return claimed;
  }

  private static boolean isOfAnother(Path claim, Subnet range, Root root) throws IOException {
    Path owner = Path.of(Files.readString(claim).strip());
    if (owner.equals(root.base())) {
      return false;
    }
    try {
      return ServiceCidrs.read(owner.equals(Root.host().base()) ? Root.host() : Root.below(owner))
          .contains(range);
    } catch (CorruptState e) {
      return true; // that root's commands will say so
    }
  }

  /** Writes down that a root has ranges. */
  void add(Root root, List<Subnet> ranges) throws IOException {
    Files.createDirectories(directory);
    for (Subnet range : ranges) {
      String name = range.toString().replace('/', '-').replace(':', '_');
      AtomicFile.write(directory.resolve(name), root.base() + "\n", 0644);
    }
  }
}
