package io.beanpod.network.cni;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** The network lists of this host, by their names. */
final class NetworkLists {
  private NetworkLists() {}

  /**
   * The network of that name; of two, the one whose file comes first. What is wrong with the file
   * of another network does not matter.
   *
   * @param directory of {@code *.conflist}, {@code *.conf} and {@code *.json}
   * @throws IOException if there is none, with the names that there are and the files that can't be
   *     read
   */
  static NetworkList find(Path directory, String name) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(directory)) {
      try {
        NetworkList list = NetworkList.read(file, Files.readAllBytes(file));
        if (list.name().equals(name)) {
          return list;
        }
        names.add(list.name());
      } catch (IOException e) {
        problems.add(e.getMessage());
      }
    }
    StringBuilder why = new StringBuilder("no network \"" + name + "\" in " + directory);
    why.append(names.isEmpty() ? "" : "; there is " + String.join(", ", names));
    for (String problem : problems) {
      why.append("; ").append(problem);
    }
    throw new IOException(why.toString());
  }

  private static List<Path> files(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path file : all) {
        String name = file.getFileName().toString();
        if (name.endsWith(".conflist") || name.endsWith(".conf") || name.endsWith(".json")) {
          files.add(file);
        }
      }
    } catch (NoSuchFileException none) {
      return files;
    }
    Collections.sort(files);
    return files;
  }
}
