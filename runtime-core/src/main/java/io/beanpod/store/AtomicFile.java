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
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + Long.toHexString(System.nanoTime()));
    int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL;
    try (Fd fd = Fd.open(temporary.toString(), flags, mode)) {
      try {
        fd.write(text.getBytes(StandardCharsets.UTF_8));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.deleteIfExists(temporary); // a full disk must not keep what it could not take
        throw e;
      }
    }
  }
}
