package io.beanpod.container;

import java.util.ArrayList;
import java.util.List;

/** Where a command may be found, as {@code execvp} looks for it in the container's PATH. */
public final class CommandPath {
  public static final String DEFAULT =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private CommandPath() {}

  /** The paths to try, in order; a command with a slash is tried as it is. */
  static List<String> candidates(List<String> argv, List<String> env) {
    String command = argv.get(0);
    if (command.indexOf('/') >= 0) {
      return List.of(command);
    }
    String path = DEFAULT;
    for (String variable : env) {
      if (variable.startsWith("PATH=")) {
        path = variable.substring(5);
      }
    }
    List<String> candidates = new ArrayList<>();
    for (String dir : path.split(":", -1)) {
      // An empty entry means the working directory; execvp agrees.
      candidates.add(dir.isEmpty() ? "./" + command : dir + "/" + command);
    }
    return candidates;
  }
}
