package io.beanpod.config;

import io.beanpod.linux.At;
import io.beanpod.linux.Fd;
import io.beanpod.linux.FileStat;
import io.beanpod.linux.Resolve;
import io.beanpod.linux.SyscallException;
import io.beanpod.linux.TreeRemover;
import io.beanpod.model.Timestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Puts files into a volume so that a reader sees all of the old ones or all of the new ones, also
 * if the writer is killed half way: the algorithm and the layout of Kubernetes' <a
 * href="https://github.com/kubernetes/kubernetes/blob/master/pkg/volume/util/atomic_writer.go">AtomicWriter</a>,
 * on which programs rely that wait for {@code ..data} to change.
 *
 * <pre>
 * ..2026_11_21_02_39_57.1234567890/   the files, in directories as their paths have them
 * ..data -> ..2026_11_21_02_39_57.1234567890
 * NAME -> ..data/NAME                 for each first part of a path
 * </pre>
 *
 * The new files are written and given to whom they belong; then {@code ..data} is replaced, in one
 * rename; and only then links are made to what is new, and removed to what is gone.
 */
public final class AtomicWriter {
  static final String DATA = "..data";
  private static final String NEW_DATA = "..data_tmp";
  private static final int DIRECTORY = Fd.O_RDONLY | Fd.O_DIRECTORY;
  private static final int DIRECTORY_MODE = 0755;
  private static final int PART = 64 * 1024;

  private final Path target;
  private final Owner owner;

  /** Gives a volume to whom it belongs. */
  @FunctionalInterface
  public interface Owner {
    /**
     * Called when the new files are there, and nobody sees them yet.
     *
     * @param volume a descriptor of the volume's root
     */
    void own(Fd volume) throws SyscallException;
  }

  /** One for a directory, which has to be there. */
  public AtomicWriter(Path target, Owner owner) {
    this.target = target;
    this.owner = owner;
  }

  /**
   * Makes these the volume's files.
   *
   * @param files by their paths: relative, not beginning with {@code ..}, without it as a part
   * @return whether anything was another one before
   */
  public boolean write(Map<String, FileContent> files, Instant now) throws IOException {
    try (Fd volume = Fd.open(target.toString(), DIRECTORY, 0)) {
      Set<String> there = names(volume); // each question to the kernel less counts: pods have many
      Optional<String> old =
          there.contains(DATA) ? Optional.of(At.readlinkat(volume, DATA)) : Optional.empty();
      if (old.isPresent() && isSame(volume, old.get(), files)) {
        settle(volume, old.get(), files.keySet(), there); // its writer may have come no further
        return false;
      }
      String fresh = name(now);
      try {
        write(volume, fresh, files);
        owner.own(volume);
        publish(volume, fresh, there);
      } catch (IOException e) {
        removeAfter(e, volume, fresh); // a full disk must not keep what it could not take
        throw e;
      }
      settle(volume, fresh, files.keySet(), there);
      return true;
    }
  }

  private static String name(Instant now) {
    String time = Timestamp.seconds(now).replace('-', '_').replace(':', '_').replace('T', '_');
    return ".." + time.replace('Z', '.') + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  }

  private static Set<String> names(Fd volume) throws SyscallException {
    try (Fd listed = directory(volume, ".")) {
      return new HashSet<>(At.list(listed));
    }
  }

  private static boolean isSame(Fd volume, String old, Map<String, FileContent> files)
      throws SyscallException {
    Optional<FileStat> there = FileStat.of(volume, old);
    if (there.isEmpty()) {
      return false;
    }
    try (Fd top = directory(volume, old)) {
      return files.size() == countFiles(top) && haveAll(top, files);
    }
  }

  private static int countFiles(Fd directory) throws SyscallException {
    int count = 0;
    for (String name : At.list(directory)) {
      if (FileStat.of(directory, name).orElseThrow().isDirectory()) {
        try (Fd below = directory(directory, name)) {
          count += countFiles(below);
        }
      } else {
        count++;
      }
    }
    return count;
  }

  /** Sizes first: most changes show in them, and they cost nothing. */
  private static boolean haveAll(Fd top, Map<String, FileContent> files) throws SyscallException {
    for (Map.Entry<String, FileContent> file : files.entrySet()) {
      Optional<FileStat> stat = FileStat.of(top, file.getKey());
      if (stat.isEmpty()
          || !stat.get().isRegular()
          || stat.get().size() != file.getValue().bytes().length) {
        return false;
      }
    }
    for (Map.Entry<String, FileContent> file : files.entrySet()) {
      try (Fd old = At.openat2(top, file.getKey(), Fd.O_RDONLY, 0, Resolve.BENEATH)) {
        if (!has(old, file.getValue().bytes())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Part by part: what differs mostly does so early. */
  private static boolean has(Fd file, byte[] bytes) throws SyscallException {
    for (int at = 0; at < bytes.length; ) {
      byte[] part = At.read(file, PART - 1);
      int end = Math.min(bytes.length, at + part.length);
      if (part.length == 0 || !Arrays.equals(part, 0, part.length, bytes, at, end)) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private static void write(Fd volume, String fresh, Map<String, FileContent> files)
      throws SyscallException {
    At.mkdirat(volume, fresh, DIRECTORY_MODE);
    try (Fd top = directory(volume, fresh)) {
      At.fchmod(top, DIRECTORY_MODE); // whatever the umask says
      Set<String> made = new HashSet<>();
      for (Map.Entry<String, FileContent> file : files.entrySet()) {
        makeParents(top, file.getKey(), made);
        write(top, file.getKey(), file.getValue());
      }
    }
  }

  private static void makeParents(Fd top, String path, Set<String> made) throws SyscallException {
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String parent = path.substring(0, slash);
      if (made.add(parent)) {
        At.mkdirat(top, parent, DIRECTORY_MODE);
        try (Fd below = directory(top, parent)) {
          At.fchmod(below, DIRECTORY_MODE);
        }
      }
    }
  }

  private static void write(Fd top, String path, FileContent content) throws SyscallException {
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL;
    try (Fd file = At.openat2(top, path, flags, content.mode(), Resolve.BENEATH)) {
      file.write(content.bytes());
      At.fchmod(file, content.mode());
    }
  }

  private static void publish(Fd volume, String fresh, Set<String> there) throws SyscallException {
    if (there.contains(NEW_DATA)) { // of one who was killed right here
      At.unlinkat(volume, NEW_DATA);
    }
    At.symlinkat(fresh, volume, NEW_DATA);
    At.renameat2(volume, NEW_DATA, volume, DATA, 0);
  }

  /**
   * Makes the links that are missing, and removes what is of no use any more, also what one who was
   * killed has left. A directory that is in the way, or that is no file's, was made for a {@code
   * subPath}: some container has it.
   *
   * @param there what the volume had before
   */
  private static void settle(Fd volume, String current, Set<String> paths, Set<String> there)
      throws SyscallException {
    Set<String> wanted = firstParts(paths);
    for (String name : wanted) {
      Optional<FileStat> found =
          there.contains(name) ? FileStat.of(volume, name) : Optional.empty();
      if (found.isPresent() && !found.get().isSymlink()) {
        TreeRemover.remove(volume, name, found.get());
        found = Optional.empty();
      }
      if (found.isEmpty()) {
        At.symlinkat(DATA + "/" + name, volume, name);
      }
    }
    for (String name : there) {
      if (!wanted.contains(name) && !name.equals(DATA) && !name.equals(current)) {
        Optional<FileStat> found = FileStat.of(volume, name);
        if (found.isPresent() && (name.startsWith("..") || found.get().isSymlink())) {
          TreeRemover.remove(volume, name, found.get());
        }
      }
    }
  }

  private static Set<String> firstParts(Set<String> paths) {
    Set<String> parts = new HashSet<>();
    for (String path : paths) {
      int slash = path.indexOf('/');
      parts.add(slash < 0 ? path : path.substring(0, slash));
    }
    return parts;
  }

  private static void removeAfter(IOException cause, Fd volume, String name) {
    try {
      Optional<FileStat> what = FileStat.of(volume, name);
      if (what.isPresent()) {
        TreeRemover.remove(volume, name, what.get());
      }
    } catch (SyscallException e) {
      cause.addSuppressed(e);
    }
  }

  private static Fd directory(Fd parent, String name) throws SyscallException {
    return At.openat2(parent, name, DIRECTORY | Fd.O_NOFOLLOW, 0, 0);
  }
}
