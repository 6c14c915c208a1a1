package io.beanpod.cgroup;

import io.beanpod.linux.At;
import io.beanpod.linux.Errno;
import io.beanpod.linux.Fd;
import io.beanpod.linux.SyscallException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes, lists and removes the directories that are cgroups. */
final class Directories {
  private static final long REMOVE_NANOS = 5_000_000_000L;

  private Directories() {}

  /** Makes a cgroup below {@code root}, and those above it where they are missing. */
  static void makeAll(Path root, Path directory, Collection<Path> made) throws IOException {
    try {
      Files.createDirectory(directory);
      made.add(directory);
    } catch (NoSuchFileException aboveIsMissing) {
      Path above = directory.getParent();
      if (!above.equals(root)) {
        makeAll(root, above, made);
      }
      make(directory, made);
    } catch (FileSystemException e) {
      make(directory, made); // which tells what it is
    }
  }

  /** Makes one directory and notes it in {@code made}; one that exists is fine. */
  static void make(Path directory, Collection<Path> made) throws IOException {
    try {
      Files.createDirectory(directory);
      made.add(directory);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw new CgroupException("cgroup: " + directory + " is not a directory", e);
      }
    } catch (FileSystemException e) {
      throw new CgroupException("cgroup: mkdir " + directory + ": " + reason(e), e);
    }
  }

  /** Takes back what {@link #make} made, after {@code failure}. */
  static void undo(List<Path> made, IOException failure) {
    for (int i = made.size() - 1; i >= 0; i--) {
      try {
        Files.deleteIfExists(made.get(i));
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** The directories in {@code directory}; none if it is gone. */
  static List<Path> below(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    int flags = Fd.O_RDONLY | Fd.O_DIRECTORY;
    try (Fd open = Fd.open(directory.toString(), flags, 0)) {
      for (String name : At.directories(open)) {
        children.add(directory.resolve(name));
      }
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ENODEV) {
        return List.of();
      }
      throw e;
    }
    return children;
  }

  /** Removes a cgroup that is empty. Returns whether it is gone; it is not where it is busy. */
  static boolean tryRemove(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
      return true;
    } catch (FileSystemException busy) {
      return false;
    }
  }

  /**
   * Removes a cgroup and all below it, deepest first. The kernel says EBUSY until the last dead
   * task has been taken out, which is some time after its parent could reap it: so this tries
   * again, for 5 seconds.
   */
  static void remove(Path directory) throws IOException {
    remove(directory, System.nanoTime() + REMOVE_NANOS);
  }

  /**
   * @param deadline the {@link System#nanoTime} after which busy is an error
   */
  static void remove(Path directory, long deadline) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        Files.deleteIfExists(directory);
        return;
      } catch (FileSystemException busy) {
        List<Path> children = below(directory);
        for (Path child : children) {
          remove(child, deadline);
        }
        if (System.nanoTime() - deadline > 0) {
          throw new CgroupException(
              "cgroup: rmdir " + directory + ": " + reason(busy) + "; " + inhabitants(directory),
              busy);
        }
        if (children.isEmpty()) {
          pause(attempt);
        }
      }
    }
  }

  /** Waits between two attempts at something that the kernel does late: 1 ms, then up to 10 ms. */
  static void pause(int attempt) throws IOException {
    try {
      Thread.sleep(Math.clamp(attempt, 1, 10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a cgroup to become empty");
    }
  }

  private static String inhabitants(Path directory) throws IOException {
    List<Integer> pids = Procs.in(List.of(directory));
    return pids.isEmpty()
        ? "no process is left in it, try again"
        : "it still holds the processes " + pids + ", kill them first";
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }
}
