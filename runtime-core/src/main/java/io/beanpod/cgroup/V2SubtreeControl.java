package io.beanpod.cgroup;

import io.beanpod.linux.Errno;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Hands controllers on to the cgroups below one. In v2 a cgroup has only the controllers that its
 * parent's {@code cgroup.subtree_control} names.
 */
final class V2SubtreeControl {
  static final String FILE = "cgroup.subtree_control";

  /** Counts what goes to and from block devices. */
  private static final String IO = "io";

  private V2SubtreeControl() {}

  /** The controllers that cgroups of pods have on this host. */
  static List<String> wanted(Path root) throws IOException {
    List<String> enabled = words(root, FILE);
    List<String> wanted = new ArrayList<>(Detection.CONTROLLERS);
    // The machine's root is everybody's, and what it hands on is not for us to say; it alone has no
    // cgroup.type. Any other is ours: it was delegated to us, or we are in a container.
    if (enabled.contains(IO)
        || (ControlFile.exists(root, "cgroup.type")
            && words(root, "cgroup.controllers").contains(IO))) {
      wanted.add(IO);
    }
    if (enabled.contains(V2HugePages.CONTROLLER)) {
      wanted.add(V2HugePages.CONTROLLER);
    }
    return wanted;
  }

  /** Enables those of {@code controllers} that are not; writes nothing if all are. */
  static void enable(Path directory, List<String> controllers) throws IOException {
    List<String> enabled = words(directory, FILE);
    StringBuilder change = new StringBuilder();
    for (String controller : controllers) {
      if (!enabled.contains(controller)) {
        change.append(change.isEmpty() ? "+" : " +").append(controller);
      }
    }
    if (!change.isEmpty()) {
      ControlFile.write(directory, FILE, change.toString());
    }
  }

  /** The same, after processes that stand in the way have been moved to a leaf. */
  static void enableInHome(Path home, List<String> controllers) throws IOException {
    try {
      enable(home, controllers);
    } catch (CgroupException e) {
      if (!(e.getCause() instanceof SyscallException cause && cause.errno() == Errno.EBUSY)) {
        throw e;
      }
      InnerProcesses.moveOut(home);
      enable(home, controllers);
    }
  }

  /** A file of words with blanks between them. */
  static List<String> words(Path directory, String name) throws IOException {
    String content = ControlFile.read(directory, name);
    List<String> words = new ArrayList<>();
    for (int at = 0; at < content.length(); ) {
      int end = content.indexOf(' ', at);
      end = end < 0 ? content.length() : end;
      words.add(content.substring(at, end));
      at = end + 1;
    }
    return words;
  }
}
