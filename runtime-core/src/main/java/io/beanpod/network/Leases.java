package io.beanpod.network;

import io.beanpod.store.AtomicFile;
import io.beanpod.store.Root;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which pod has which number of the network: a symbolic link {@code NUMBER -> UID} each, so that
 * {@code ls -l} shows them and none is ever half written. The number tells the pod's addresses, the
 * MAC address and the name of its interface. Who changes them holds the network's lock.
 */
final class Leases {
  private final Path directory;
  private final Path last;
  private final long size;

  /**
   * @param directory of the links
   * @param size how many numbers there are
   */
  Leases(Path directory, long size) {
    this.directory = directory;
    this.last = directory.resolveSibling("last");
    this.size = size;
  }

  /** Those of a network. */
  static Leases of(Root root, NetworkState network) {
    return new Leases(root.network().resolve("leases"), network.v4().size());
  }

  /**
   * Gives a pod the number behind the last one that was given: what an ended pod had is used again
   * as late as can be, since others may still know it by its address.
   *
   * @throws NothingFree if every number has a pod
   */
  long lease(String uid) throws IOException {
    Files.createDirectories(directory);
    Map<Long, String> taken = all();
    long number = lastGiven();
    for (long i = 0; i < size; i++) {
      number = number + 1 < size ? number + 1 : 0;
      if (!taken.containsKey(number)) {
        Files.createSymbolicLink(directory.resolve(number + ""), Path.of(uid));
        AtomicFile.write(last, number + "\n", 0644);
        return number;
      }
    }
    throw new NothingFree(
        "no address is free: all "
            + size
            + " of the network belong to pods (delete some, or choose a larger range by BEANPOD_POD_CIDR)");
  }

  /** Every number that a pod has, with the pod's uid. */
  Map<Long, String> all() throws IOException {
    Map<Long, String> all = new TreeMap<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(directory)) {
      for (Path link : links) {
        Optional<Path> uid = target(link);
        if (uid.isPresent()) {
          all.put(Long.parseLong(link.getFileName().toString()), uid.get().toString());
        }
      }
    } catch (NoSuchFileException noneYet) {
      return all;
    }
    return all;
  }

  /**
   * Where a link leads; empty if it has been taken back since it was listed, which who reads
   * without the network's lock may see.
   */
  static Optional<Path> target(Path link) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(link));
    } catch (NoSuchFileException goneMeanwhile) {
      return Optional.empty();
    }
  }

  /** Takes a number back. */
  void release(long number) throws IOException {
    Files.deleteIfExists(directory.resolve(number + ""));
  }

  private long lastGiven() throws IOException {
    try {
      long number = Long.parseLong(Files.readString(last).strip());
      return number < size ? number : -1;
    } catch (NoSuchFileException | NumberFormatException first) {
      return -1; // it only says where to begin
    }
  }
}
