package io.beanpod.network.cni;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where network lists and plugins lie. */
final class CniDirectories {
  /** Set: the directory of the network lists. */
  static final String CONF_DIR = "BEANPOD_CNI_CONF_DIR";

  /** Set: the directories of the plugins, with colons between them. */
  static final String BIN_DIR = "BEANPOD_CNI_BIN_DIR";

  private CniDirectories() {}

  /** The kubelet's place, unless another one is chosen. */
  static Path lists() {
    return Path.of(chosen(CONF_DIR, "/etc/cni/net.d"));
  }

  /**
   * {@code CNI_PATH}: the place of the plugins' own releases, then that of Debian's package.
   *
   * @throws IOException if another place is chosen that would be elsewhere for other commands
   */
  static String plugins() throws IOException {
    return absolute(chosen(BIN_DIR, "/opt/cni/bin:/usr/lib/cni"));
  }

  static String absolute(String plugins) throws IOException {
    for (String directory : plugins.split(":", -1)) {
      if (!directory.startsWith("/")) {
        throw new IOException(
            BIN_DIR + "=" + plugins + ": must be absolute paths with colons between them");
      }
    }
    return plugins;
  }

  /** The program of a plugin, if there is one in these directories. */
  static Optional<Path> find(String plugins, String type) {
    for (String directory : plugins.split(":")) {
      Path program = Path.of(directory, type);
      if (Files.isRegularFile(program) && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  private static String chosen(String variable, String usual) {
    String value = System.getenv(variable);
    return value == null || value.isEmpty() ? usual : value;
  }
}
