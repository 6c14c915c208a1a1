package io.beanpod.network.cni;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.store.AtomicFile;
import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A pod's connection to a network, as the plugins were told of it: they are told the same when it
 * ends, whatever has become of the network's file. It is on disk before the first plugin is called,
 * in {@code var/lib/beanpod/cni/UID/attachment.json}, where it outlives a reboot, as the addresses
 * do that plugins have given away.
 *
 * @param uid the pod's
 * @param list of the plugins
 * @param path {@code CNI_PATH}
 * @param args {@code CNI_ARGS}
 * @param runtimeConfig what the pod wants, by the capability that a plugin must have for it
 * @param result of ADD; empty until it has succeeded
 */
record Attachment(
    String uid,
    NetworkList list,
    String path,
    String args,
    Map<String, Object> runtimeConfig,
    Optional<Map<String, Object>> result) {
  /** {@code CNI_IFNAME}: the name of the interface in the pod, as in every cluster. */
  static final String INTERFACE = "eth0";

  private static Path file(Path directory) {
    return directory.resolve("attachment.json");
  }

  /** Empty where there is none, or none any more. */
  static Optional<Attachment> read(Path directory) throws IOException {
    Path file = file(directory);
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(directory, JsonText.object(file, text)));
    } catch (CorruptState e) {
      throw new IOException(
          file + ": " + e.reason() + ": so its network's plugins are not known any more", e);
    }
  }

  private static Attachment of(Path directory, Map<String, Object> tree) throws IOException {
    return new Attachment(
        directory.getFileName().toString(),
        NetworkList.of(file(directory), Json.object(tree.get("network"))),
        Json.string(tree.get("path")),
        Json.string(tree.get("args")),
        Json.object(tree.get("runtimeConfig")),
        tree.get("result") == null
            ? Optional.empty()
            : Optional.of(Json.object(tree.get("result"))));
  }

  /** Makes a pod's directory. Only root reads in it: a network's list may hold tokens. */
  static void makeDirectory(Path directory) throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    AtomicFile.syncDirectory(directory.getParent());
  }

  void write(Path directory) throws IOException {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("network", list.tree());
    tree.put("path", path);
    tree.put("args", args);
    tree.put("runtimeConfig", runtimeConfig);
    tree.put("result", result.orElse(null));
    AtomicFile.writeDurably(file(directory), JsonWriter.indented(tree), 0600);
  }

  /** Removes a pod's directory, with what a killed command was about to write, and itself last. */
  static void remove(Path directory) throws IOException {
    Path itself = file(directory);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        if (!file.equals(itself)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(itself);
    Files.deleteIfExists(directory);
  }

  Attachment with(Map<String, Object> added) {
    return new Attachment(uid, list, path, args, runtimeConfig, Optional.of(added));
  }
}
