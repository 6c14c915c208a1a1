package io.beanpod.image;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.Xattr;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Reads files of an image as a container would see them, without a mount: the top-most layer wins,
 * whiteouts and opaque directories hide what is below. Each step opens one component and never
 * follows a symlink; symlinks are walked here, with the image's root as the root, so that none
 * leads to a file of the host.
 */
final class LayerView {
  private static final int MAX_SYMLINKS = 40; // as the kernel, see path_resolution(7)

  private final List<Path> layers;

  /**
   * @param layers the lowest first
   */
  LayerView(List<Path> layers) {
    this.layers = List.copyOf(layers);
  }

  /** One directory of the image: the directories of the layers that make it up, top-most first. */
  private record Merged(List<Fd> parts) implements AutoCloseable {
    @Override
    public void close() {
      for (Fd part : parts) {
        part.close();
      }
    }
  }

  /**
   * The content of a regular file.
   *
   * @param path absolute, in the image
   * @param max bytes
   * @return empty if there is no such file, or it is not a regular one
   * @throws ImageException if it is larger than {@code max}
   */
  Optional<byte[]> read(String path, int max) throws IOException {
    Deque<Merged> walked = new ArrayDeque<>();
    try {
      walked.push(root());
      return walk(walked, path, max);
    } finally {
      for (Merged merged : walked) {
        merged.close();
      }
    }
  }

  private Optional<byte[]> walk(Deque<Merged> walked, String path, int max) throws IOException {
    Deque<String> rest = new ArrayDeque<>();
    prepend(rest, path);
    int symlinks = 0;
    while (!rest.isEmpty()) {
      String name = rest.pop();
      if (name.equals("..")) {
        if (walked.size() > 1) { // the parent of the root is the root
          walked.pop().close();
        }
        continue;
      }
      List<Fd> directories = new ArrayList<>();
      for (Fd part : walked.peek().parts()) {
        Optional<FileStat> stat = FileStat.of(part, name);
        if (stat.isEmpty()) {
          continue;
        }
        if (!stat.get().isDirectory() && !directories.isEmpty()) {
          break; // hidden by the directories above it
        }
        if (stat.get().isSymlink()) {
          if (++symlinks > MAX_SYMLINKS) {
            return Optional.empty();
          }
          String target = At.readlinkat(part, name);
          while (target.startsWith("/") && walked.size() > 1) {
            walked.pop().close();
          }
          prepend(rest, target);
          directories = null;
          break;
        }
        if (!stat.get().isDirectory()) {
          return rest.isEmpty() && stat.get().isRegular()
              ? Optional.of(content(part, name, path, max))
              : Optional.empty();
        }
        directories.add(open(part, name, Fd.O_PATH | Fd.O_DIRECTORY));
        if (Xattr.get(part, name, LayerTree.OPAQUE_XATTR).isPresent()) {
          break;
        }
      }
      if (directories != null) {
        if (directories.isEmpty()) {
          return Optional.empty();
        }
        walked.push(new Merged(directories));
      }
    }
    return Optional.empty(); // a directory
  }

  private Merged root() throws SyscallException {
    List<Fd> roots = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      roots.add(Fd.open(layers.get(i).toString(), Fd.O_PATH | Fd.O_DIRECTORY, 0));
    }
    return new Merged(roots);
  }

  private static byte[] content(Fd directory, String name, String path, int max)
      throws IOException {
    try (Fd file = open(directory, name, Fd.O_RDONLY | Fd.O_NONBLOCK)) {
      byte[] bytes = At.read(file, max);
      if (bytes.length > max) {
        throw new ImageException(
            path + " of the image is larger than " + max + " bytes, too large to be read");
      }
      return bytes;
    }
  }

  private static Fd open(Fd directory, String name, int flags) throws SyscallException {
    return At.openat2(
        directory, name, flags | Fd.O_NOFOLLOW, 0, Resolve.BENEATH | Resolve.NO_SYMLINKS);
  }

  private static void prepend(Deque<String> rest, String path) throws SyscallException {
    String[] components = path.split("/", -1);
    if (components.length > LayerLimits.DEPTH) {
      throw new SyscallException("open", Errno.ELOOP, path);
    }
    for (int i = components.length - 1; i >= 0; i--) {
      if (!components[i].isEmpty() && !components[i].equals(".")) {
        rest.push(components[i]);
      }
    }
  }
}
