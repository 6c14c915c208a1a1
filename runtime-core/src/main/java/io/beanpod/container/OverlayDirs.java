package io.beanpod.container;

import io.beanpod.linux.Fd;
import io.beanpod.linux.StepList.Result;
import io.beanpod.linux.SyscallProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The three directories of one container's overlay; each start of the container has new ones, since
 * a restarted container begins with the image's files again.
 *
 * @param upper what the container writes
 * @param work overlayfs's own
 * @param root where it is mounted, in the container's mount namespace only
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">overlayfs</a>
 */
public record OverlayDirs(Path upper, Path work, Path root) {
  /** mount(2) copies at most one page of options. */
  private static final int MAX_OPTIONS = 4095;

  /** The directories below {@code base}. */
  public static OverlayDirs below(Path base) {
    return new OverlayDirs(base.resolve("upper"), base.resolve("work"), base.resolve("root"));
  }

  /** Makes the directories. */
  public void create() throws IOException {
    Files.createDirectories(upper.getParent());
    Files.createDirectory(upper);
    Files.createDirectory(work);
    Files.createDirectory(root);
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
    StringBuilder options = new StringBuilder("lowerdir=");
    for (int i = layers.size() - 1; i >= 0; i--) { // overlayfs wants the top-most first
      options.append(layers.get(i)).append(i > 0 ? ":" : "");
    }
    options.append(",upperdir=").append(escape(upper)).append(",workdir=").append(escape(work));
    if (options.length() > MAX_OPTIONS) {
      throw new IllegalArgumentException(
          "the image has "
              + layers.size()
              + " layers, more than one overlay mount can name (about 60); squash it");
    }
    p.chdir(layersDir);
    p.mount("overlay", root.toString(), "overlay", 0, options.toString());
    return p.openat(SyscallProgram.CWD, root.toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0);
  }

  private static String escape(Path path) {
    return path.toString().replace("\\", "\\\\").replace(",", "\\,").replace(":", "\\:");
  }
}
