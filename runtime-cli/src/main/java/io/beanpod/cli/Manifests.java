package io.beanpod.cli;

import io.beanpod.model.InvalidManifest;
import io.beanpod.model.Node;
import io.beanpod.model.PodManifest;
import io.beanpod.object.Manifest;
import io.beanpod.object.ManifestReader;
import io.beanpod.object.PodObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The texts that {@code -f} names, and the objects in them.
 *
 * @param source the name that messages begin with
 * @param text UTF-8
 */
record Manifests(String source, byte[] text) {

  /** Reads every file; a directory stands for its .yaml, .yml and .json files, in order. */
  static List<Manifests> read(List<String> files) throws IOException {
    List<Manifests> all = new ArrayList<>();
    for (String file : files) {
      Path path = Path.of(file);
      if (file.equals("-")) {
        all.add(new Manifests("stdin", System.in.readAllBytes()));
      } else if (Files.isDirectory(path)) {
        for (Path inside : manifestsIn(path)) {
          all.add(new Manifests(inside.toString(), Files.readAllBytes(inside)));
        }
      } else {
        all.add(new Manifests(file, bytes(path)));
      }
    }
    return all;
  }

  private static byte[] bytes(Path path) throws IOException {
    try {
      return Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      throw new Failure("the path \"" + path + "\" does not exist", e);
    }
  }

  private static List<Path> manifestsIn(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json")) {
          files.add(entry);
        }
      }
    }
    if (files.isEmpty()) {
      throw new Failure(directory + ": no .yaml, .yml or .json file in this directory");
    }
    Collections.sort(files);
    return files;
  }

  /**
   * The objects, each in the namespace it names, or else that of {@code -n}.
   *
   * @throws InvalidManifest with all that is wrong
   * @throws Failure where one names another namespace than {@code -n}
   */
  List<Manifest> objects(Node node, Optional<String> namespace) {
    return objects(node, namespace, Optional.empty());
  }

  /**
   * The same, with a network for the pods that name none.
   *
   * @param network a value of the annotation {@code beanpod.io/network}
   */
  List<Manifest> objects(Node node, Optional<String> namespace, Optional<String> network) {
    List<Manifest> objects = ManifestReader.readAll(source, text, node, namespace, network);
    if (objects.isEmpty()) {
      throw new Failure(source + ": no objects in it");
    }
    for (Manifest object : objects) {
      String own = object.metadata().namespace();
      if (namespace.isPresent() && !own.isEmpty() && !own.equals(namespace.get())) {
        throw new Failure(
            source
                + ": "
                + object.label()
                + ": metadata.namespace: \""
                + own
                + "\" is not the namespace of -n, \""
                + namespace.get()
                + "\"");
      }
    }
    return objects;
  }

  /** The pods among objects. */
  static List<PodManifest> pods(List<Manifest> objects) {
    List<PodManifest> pods = new ArrayList<>();
    for (Manifest object : objects) {
      if (object instanceof PodObject pod) {
        pods.add(pod.pod());
      }
    }
    return pods;
  }

  /** Whether a text can hold pods: wrong only for odd ones, where the word is in a comment. */
  boolean mayHavePods() {
    return new String(text, StandardCharsets.ISO_8859_1).contains("Pod");
  }
}
