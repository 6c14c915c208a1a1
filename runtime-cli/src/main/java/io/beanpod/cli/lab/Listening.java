package io.beanpod.cli.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether somebody listens in the network namespace of a process.
 *
 * @see <a href="https://docs.kernel.org/networking/proc_net_tcp.html">/proc/net/tcp</a>
 */
final class Listening {
  private static final String LISTEN = "0A"; // TCP_LISTEN of include/net/tcp_states.h

  private Listening() {}

  static boolean onPort(Path proc, int pid, int port) throws IOException {
    String end = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("tcp", "tcp6")) {
      Path file = proc.resolve(Integer.toString(pid)).resolve("net").resolve(table);
      if (!Files.exists(file)) {
        continue; // without IPv6
      }
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        String[] fields = line.strip().split(" +");
        if (fields.length > 3 && fields[1].endsWith(end) && fields[3].equals(LISTEN)) {
          return true;
        }
      }
    }
    return false;
  }
}
