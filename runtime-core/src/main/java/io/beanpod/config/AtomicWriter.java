package io.beanpod.config;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
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
      Optional<String> old = old(volume);
      if (old.isPresent() && isSame(volume, old.get(), files)) {
        link(volume, files.keySet()); // who wrote them may have come no further
        tidy(volume, old.get(), files.keySet());
        return false;
      }
      String fresh = name(now);
      try {
        write(volume, fresh, files);
        owner.own(volume);
        publish(volume, fresh);
      } catch (IOException e) {
        removeAfter(e, volume, fresh); // a full disk must not keep what it could not take
        throw e;
      }
      link(volume, files.keySet());
      tidy(volume, fresh, files.keySet());
      return true;
    }
  }

  private static String name(Instant now) {
    String time = Timestamp.seconds(now).replace('-', '_').replace(':', '_').replace('T', '_');
    return ".." + time.replace('Z', '.') + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE);
  }

  /** The directory that the files are in; empty before the first time. */
  private static Optional<String> old(Fd volume) throws SyscallException {
    try {
      return Optional.of(At.readlinkat(volume, DATA));
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return Optional.empty();
      }
      throw e;
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
    make(volume, fresh);
    try (Fd top = directory(volume, fresh)) {
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
        make(top, parent);
      }
    }
  }

  private static void make(Fd parent, String path) throws SyscallException {
    At.mkdirat(parent, path, DIRECTORY_MODE);
    try (Fd made = directory(parent, path)) {
      At.fchmod(made, DIRECTORY_MODE); // whatever the umask says
    }
  }

  private static void write(Fd top, String path, FileContent content) throws SyscallException {
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL;
    try (Fd file = At.openat2(top, path, flags, content.mode(), Resolve.BENEATH)) {
      file.write(content.bytes());
      At.fchmod(file, content.mode());
    }
  }

  private static void publish(Fd volume, String fresh) throws SyscallException {
    if (FileStat.of(volume, NEW_DATA).isPresent()) { // of one who was killed right here
      At.unlinkat(volume, NEW_DATA);
    }
    At.symlinkat(fresh, volume, NEW_DATA);
    At.renameat2(volume, NEW_DATA, volume, DATA, 0);
  }

  private static void link(Fd volume, Set<String> paths) throws SyscallException {
    for (String name : firstParts(paths)) {
      Optional<FileStat> there = FileStat.of(volume, name);
      if (there.isPresent() && !there.get().isSymlink()) {
        TreeRemover.remove(volume, name, there.get()); // a subPath that was nothing's yet
        there = Optional.empty();
      }
      if (there.isEmpty()) {
        At.symlinkat(DATA + "/" + name, volume, name);
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

  /**
   * Removes what is of no use any more, also what one who was killed has left. A directory was made
   * for a {@code subPath} that is no file's: some container has it.
   */
  private static void tidy(Fd volume, String fresh, Set<String> paths) throws SyscallException {
    Set<String> wanted = firstParts(paths);
    wanted.add(DATA);
    wanted.add(fresh);
    try (Fd listed = directory(volume, ".")) {
      for (String name : At.list(listed)) {
        Optional<FileStat> there = FileStat.of(volume, name);
        boolean ours = name.startsWith("..") || there.isPresent() && there.get().isSymlink();
        if (ours && there.isPresent() && !wanted.contains(name)) {
          TreeRemover.remove(volume, name, there.get());
        }
      }
    }
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
