package io.beanpod.network.cni;

import io.beanpod.model.Json;
import io.beanpod.store.CorruptState;
import io.beanpod.store.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network configuration list: plugins that are called one after the other.
 *
 * @param name of the network
 * @param version of the protocol that is spoken with the plugins: the highest that both the list
 *     and this program know
 * @param disableCheck whether CHECK is not to be called
 * @param plugins the configuration of each, with its {@code type}, which is the program's name
 * @see <a href="https://www.cni.dev/docs/spec/#network-configuration-format">Section 1</a>
 */
record NetworkList(
    String name, String version, boolean disableCheck, List<Map<String, Object>> plugins) {
  /** The oldest one has lists, the first two have no CHECK. */
  private static final List<String> VERSIONS = List.of("0.3.0", "0.3.1", "0.4.0", "1.0.0", "1.1.0");

  private static final int FIRST_WITH_CHECK = VERSIONS.indexOf("0.4.0");

  NetworkList {
    plugins = List.copyOf(plugins);
  }

  /**
   * Reads a list ({@code .conflist}), or the configuration of a single plugin, which becomes one.
   *
   * @throws IOException naming the file and what is wrong with it
   */
  static NetworkList read(Path file, byte[] text) throws IOException {
    try {
      return of(file, JsonText.object(file, text));
    } catch (CorruptState e) {
      throw new IOException(file + ": " + e.reason(), e);
    }
  }

  /**
   * The list that an object says.
   *
   * @param file for messages
   */
  static NetworkList of(Path file, Map<String, Object> tree) throws IOException {
    String name = Json.string(tree.get("name"));
    if (name.isEmpty()) {
      throw new IOException(file + ": \"name\" is missing");
    }
    boolean single = !tree.containsKey("plugins");
    List<Map<String, Object>> plugins = new ArrayList<>();
    for (Object item : single ? List.of(tree) : Json.list(tree.get("plugins"))) {
      Map<String, Object> plugin = Json.object(item);
      String type = Json.string(plugin.get("type"));
      if (type.isEmpty() || type.indexOf('/') >= 0) {
        throw new IOException(
            file + ": \"type\" of plugin " + (plugins.size() + 1) + " must be a program's name");
      }
      plugins.add(plugin);
    }
    if (plugins.isEmpty()) {
      throw new IOException(file + ": \"plugins\" has none");
    }
    return new NetworkList(name, version(file, tree), flag(tree, "disableCheck"), plugins);
  }

  /** Whether plugins know CHECK, and want the result of ADD for DEL. */
  boolean knowsCheck() {
    return VERSIONS.indexOf(version) >= FIRST_WITH_CHECK;
  }

  /** Whether a plugin takes what the runtime knows of this: {@code portMappings}. */
  boolean takes(String capability) {
    for (Map<String, Object> plugin : plugins) {
      if (takes(plugin, capability)) {
        return true;
      }
    }
    return false;
  }

  static boolean takes(Map<String, Object> plugin, String capability) {
    return Boolean.TRUE.equals(Json.at(plugin, "capabilities", capability));
  }

  /** The list as {@link #of} reads it. */
  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("cniVersion", version);
    tree.put("name", name);
    tree.put("disableCheck", disableCheck);
    tree.put("plugins", new ArrayList<Object>(plugins));
    return tree;
  }

  /** {@code cniVersions}, of protocol 1.1, lists several. */
  private static String version(Path file, Map<String, Object> tree) throws IOException {
    List<Object> wanted = new ArrayList<>(Json.list(tree.get("cniVersions")));
    wanted.add(tree.get("cniVersion"));
    for (String known : VERSIONS.reversed()) {
      if (wanted.contains(known)) {
        return known;
      }
    }
    Object said = tree.get("cniVersion");
    throw new IOException(
        file
            + ": "
            + (said == null ? "\"cniVersion\" is missing" : "cniVersion " + said + " is not known")
            + "; known are "
            + String.join(", ", VERSIONS));
  }

  /** Early configurations have it as text. */
  private static boolean flag(Map<String, Object> tree, String field) {
    return Boolean.TRUE.equals(tree.get(field)) || "true".equals(tree.get(field));
  }
}
