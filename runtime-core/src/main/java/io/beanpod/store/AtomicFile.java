package io.beanpod.store;

import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces files so that a reader sees the old or the new content, never a part. */
public final class AtomicFile {
  /** What the name of an unfinished file begins with. */
  static final String TEMPORARY = ".new-";

  private AtomicFile() {}

  /**
   * Writes {@code text} to {@code file}. Of two writers at once the later one wins; each has a
   * temporary file of its own, since one that both write to would be moved with a mix of both.
   *
   * @param mode of the file, for example {@code 0600}, less the umask; it is never there with
   *     another
   */
  public static void write(Path file, String text, int mode) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8), mode);
  }

  /** The same with any bytes. */
  public static void write(Path file, byte[] content, int mode) throws IOException {
    write(file, content, mode, false);
  }

  /**
   * The same for what has to be known after a power failure: it is on the disk, under its name,
   * when this returns.
   */
  public static void writeDurably(Path file, String text, int mode) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8), mode, true);
    syncDirectory(file.getParent());
  }

  /** Puts the names in a directory on the disk. */
  public static void syncDirectory(Path directory) throws IOException {
    try (Fd fd = Fd.open(directory.toString(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
      fd.sync();
    }
  }

  private static void write(Path file, byte[] content, int mode, boolean durably)
      throws IOException {
    try (Prepared prepared = prepare(file, content, mode, durably)) {
      prepared.commit();
    }
  }

  /**
   * Writes everything but the name.
   *
   * @param durably whether the content is on the disk when this returns: else power may fail with
   *     the name on an empty file
   */
  static Prepared prepare(Path file, byte[] content, int mode, boolean durably) throws IOException {
    String name = TEMPORARY + Long.toHexString(System.nanoTime());
    Prepared prepared = new Prepared(file.resolveSibling(name), file);
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL;
    try (Fd fd = Fd.open(prepared.temporary().toString(), flags, mode)) {
      fd.write(content);
      if (durably) {
        fd.sync();
      }
      return prepared;
    } catch (IOException e) {
      prepared.close(); // a full disk must not keep what it could not take
      throw e;
    }
  }

  /** Content that waits for its name. */
  record Prepared(Path temporary, Path file) implements AutoCloseable {
    /** Gives it the name, which nothing but a broken disk prevents. */
    void commit() throws IOException {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(temporary);
    }
  }
}
