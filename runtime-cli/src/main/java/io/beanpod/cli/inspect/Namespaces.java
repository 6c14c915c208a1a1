package io.beanpod.cli.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The namespaces of one process: {@code /proc/PID/ns/}, see <a
 * href="https://man7.org/linux/man-pages/man7/namespaces.7.html">namespaces(7)</a>.
 *
 * @param inodes by kind, in the order of {@link #KINDS}; two processes share a namespace if and
 *     only if the inode is the same. Empty where there is no process
 */
record Namespaces(Map<String, Long> inodes) {
  static final List<String> KINDS = List.of("pid", "net", "ipc", "uts", "mnt", "cgroup", "user");

  static final Namespaces NONE = new Namespaces(Map.of());

  /** Those of a process; {@code process} is {@code /proc/PID}. */
  static Namespaces read(Path process) throws IOException {
    Map<String, Long> inodes = new LinkedHashMap<>();
    for (String kind : KINDS) {
      String link = Files.readSymbolicLink(process.resolve("ns").resolve(kind)).toString();
      inodes.put(kind, inode(link));
    }
    return new Namespaces(inodes);
  }

  /** Whose namespace this process is in: {@code host}, {@code pod} or {@code own}; or empty. */
  String owner(String kind, Namespaces host, Namespaces pause) {
    Long inode = inodes.get(kind);
    if (inode == null) {
      return "";
    }
    if (inode.equals(host.inodes.get(kind))) {
      return "host";
    }
    return pause == this || inode.equals(pause.inodes.get(kind)) ? "pod" : "own";
  }

  /** The number in {@code net:[4026531840]}. */
  private static long inode(String link) {
    return Long.parseLong(link, link.indexOf('[') + 1, link.indexOf(']'), 10);
  }
}
