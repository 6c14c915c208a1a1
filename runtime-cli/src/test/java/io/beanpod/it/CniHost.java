package io.beanpod.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A host for CNI plugins: a network namespace in which the command line runs, so that the bridges,
 * rules and sysctls that plugins leave on a host, as they may, go with it; and directories for
 * network lists and for plugins of the tests' own.
 */
final class CniHost implements AutoCloseable {
  private static final String STANDARD = "/usr/lib/cni";

  /** Writes down how it is called, waits, prints what lies beside it, and fails as told. */
  private static final String PLUGIN =
      """
      #!/bin/sh
      cd "$(dirname "$0")"
      me=${0##*/}.$CNI_COMMAND
      echo "$me" >>calls
      cat >"$me.in"
      env | grep ^CNI_ >"$me.env"
      while [ -e "$me.waits" ]; do sleep 0.05; done
      echo "$me ended" >>calls
      [ ! -e "$me.out" ] || cat "$me.out"
      [ ! -e "$me.fails" ]
      """;

  private final Path lists;
  private final Path plugins;
  private final Process holder;

  private CniHost(Path lists, Path plugins, Process holder) {
    this.lists = lists;
    this.plugins = plugins;
    this.holder = holder;
  }

  /** Made below a test's root. */
  static CniHost make(Path root) throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of(STANDARD, "bridge")),
        "skipped: needs CNI's standard plugins in "
            + STANDARD
            + ", Debian's package containernetworking-plugins");
    Path lists = Files.createDirectory(root.resolve("net.d"));
    Path plugins = Files.createDirectory(root.resolve("plugins"));
    Process holder =
        new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up && echo up && cat")
            .start();
    if (holder.getInputStream().read() != 'u') {
      throw new IOException("unshare --net, or ip of iproute2, failed");
    }
    return new CniHost(lists, plugins, holder);
  }

  /** The same command line, on this host. */
  Beanpod beanpod(Path root) {
    return new Beanpod(
        root,
        List.of(
            "nsenter",
            "--net=/proc/" + holder.pid() + "/ns/net",
            "env",
            "BEANPOD_CNI_CONF_DIR=" + lists,
            "BEANPOD_CNI_BIN_DIR=" + plugins + ":" + STANDARD));
  }

  void list(String name, String plugins) {
    String list =
        "{\"cniVersion\": \"1.0.0\", \"name\": \"NAME\", \"plugins\": [PLUGINS]}"
            .replace("NAME", name)
            .replace("PLUGINS", plugins.replace('\'', '"'));
    write(lists.resolve(name + ".conflist"), list);
  }

  /** A plugin of the tests' own. */
  void plugin(String type) throws IOException {
    Path file = plugin(type, "", PLUGIN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A file beside a plugin: {@code .ADD.out}, {@code .DEL.fails}. */
  Path plugin(String type, String suffix, String text) {
    return write(plugins.resolve(type + suffix), text.replace('\'', '"'));
  }

  /** What a plugin of that name was called for, and when it ended. */
  List<String> calls(String type) throws IOException {
    Path calls = plugins.resolve("calls");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream().filter(l -> l.startsWith(type + ".")).toList()
        : List.of();
  }

  /** What a plugin has written down. */
  String of(String file) throws IOException {
    return Files.readString(plugins.resolve(file));
  }

  void remove(String file) throws IOException {
    Files.delete(plugins.resolve(file));
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
