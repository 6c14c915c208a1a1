package io.beanpod.container;

import io.beanpod.linux.Fd;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories of one container's overlay. Each start has a new upper and work directory, since
 * a restarted container begins with the image's files again.
 *
 * @param upper what the container writes
 * @param work overlayfs's own
 * @param root where it is mounted, in the container's mount namespace only: one for all starts
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">overlayfs</a>
 */
public record OverlayDirs(Path upper, Path work, Path root) {
  /** mount(2) copies at most one page of options. */
  private static final int MAX_OPTIONS = 4095;

  /** Those of one start of a container whose directory is {@code container}. */
  public static OverlayDirs of(Path container, int attempt) {
    Path start = attempt(container, attempt);
    return new OverlayDirs(
        start.resolve("upper"), start.resolve("work"), container.resolve("root"));
  }

  /** Where one start has its directories: what can be removed after it. */
  public static Path attempt(Path container, int attempt) {
    return container.resolve(Integer.toString(attempt));
  }

  /** The directory of this start, with all that it has on disk. */
  public Path start() {
    return upper.getParent();
  }

  /** The file of the container's last words, one for each start. */
  public Path terminationLog() {
    return upper.resolveSibling("termination-log");
  }

  /** Makes the directories. */
  public void create() throws IOException {
    Files.createDirectories(root);
    Files.createDirectory(start());
    Files.createDirectory(upper);
    Files.createDirectory(work);
  }

  /**
   * Adds the steps that mount it; the child's working directory becomes that of the layers, so that
   * the option string holds their names only.
   *
   * @param layers names below {@code layersDir}, bottom first
   * @return a descriptor of the mounted root
   * @throws IllegalArgumentException if the image has more layers than one page of options can name
   */
  Result mount(SyscallProgram p, String layersDir, List<String> layers) {
    p.chdir(layersDir);
    p.mount("overlay", root.toString(), "overlay", 0, options(layers));
    return p.openat(SyscallProgram.CWD, root.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
  }

  /** The options of the mount, for a working directory that holds {@code layers}. */
  String options(List<String> layers) {
    StringBuilder options = new StringBuilder("lowerdir=");
    for (int i = layers.size() - 1; i >= 0; i--) { // overlayfs wants the top-most first
      options.append(layers.get(i)).append(i > 0 ? ":" : "");
    }
    options.append(",upperdir=").append(escape(upper)).append(",workdir=").append(escape(work));
    // No start mounts this upper directory again, so nothing of it has to reach the disk. Without
    // this the end of every container waits for a sync of the whole file system (Linux 5.10).
    options.append(",volatile");
    if (options.toString().getBytes(StandardCharsets.UTF_8).length > MAX_OPTIONS) {
      throw new IllegalArgumentException(
          "the image has "
              + layers.size()
              + " layers, more than one overlay mount can name (about 60); squash it");
    }
    return options.toString();
  }

  private static String escape(Path path) {
    return path.toString().replace("\\", "\\\\").replace(",", "\\,").replace(":", "\\:");
  }
}
