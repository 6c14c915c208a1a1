package io.beanpod.store;

import io.beanpod.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces files so that a reader sees the old or the new content, never a part. */
public final class AtomicFile {
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
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()));
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL;
    try (Fd fd = Fd.open(temporary.toString(), flags, mode)) {
      try {
        fd.write(content);
        if (durably) {
          fd.sync(); // before the move: else power may fail with the name on an empty file
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.deleteIfExists(temporary); // a full disk must not keep what it could not take
        throw e;
      }
    }
  }
}
