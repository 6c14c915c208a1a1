package io.beanpod.store;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pod's object as it was accepted, kept where a reboot leaves it ({@code /run} is emptied then):
 * from the making of a pod until it is deleted or has come to its end by itself.
 *
 * @param uid that of the pod it was
 * @param file where it is
 * @param tree the v1.Pod, without its status
 */
public record StoredManifest(String uid, Path file, Map<String, Object> tree) {

  /** Keeps a pod's object, or its new version; mode 0600, for environments may hold secrets. */
  public static void write(Root root, String uid, String metadata, String spec) throws IOException {
    String pod =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":" + metadata + ",\"spec\":" + spec;
    AtomicFile.write(root.manifest(uid), pod + "}\n", 0600);
  }

  /** The pod is not to be started again. */
  public static void forget(Root root, String uid) throws IOException {
    Files.deleteIfExists(root.manifest(uid));
  }

  /**
   * That of one pod; empty if there is none.
   *
   * @throws CorruptState if it can't be understood
   */
  public static Optional<StoredManifest> read(Root root, String uid) throws IOException {
    Path file = root.manifest(uid);
    try {
      Map<String, Object> tree = JsonText.object(file, Files.readAllBytes(file));
      return Optional.of(new StoredManifest(uid, file, tree));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The uids that have one, in no order. */
  public static List<String> uids(Root root) throws IOException {
    List<String> uids = new ArrayList<>();
    Path pods = root.allPodData();
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(pods)) {
      for (Path directory : directories) {
        String uid = directory.getFileName().toString();
        if (Files.exists(root.manifest(uid))) {
          uids.add(uid);
        }
      }
    } catch (NoSuchFileException e) {
      return uids; // no pod was ever made here
    }
    return uids;
  }

  /** In order of creation. */
  public static Comparator<StoredManifest> byCreation() {
    return Comparator.comparing((StoredManifest m) -> m.metadata("creationTimestamp"))
        .thenComparing(StoredManifest::namespace)
        .thenComparing(StoredManifest::name);
  }

  public String name() {
    return metadata("name");
  }

  public String namespace() {
    return metadata("namespace");
  }

  /** {@code spec.restartPolicy}. */
  public String restartPolicy() {
    return Json.string(Json.at(tree, "spec", "restartPolicy"));
  }

  private String metadata(String field) {
    return Json.string(Json.at(tree, "metadata", field));
  }
}
