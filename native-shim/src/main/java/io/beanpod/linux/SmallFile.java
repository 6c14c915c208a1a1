package io.beanpod.linux;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads whole files of a few kilobytes, of which a command reads hundreds.
 *
 * <p>By a FileInputStream: until it is compiled, which a command does not live to see, a channel
 * and its buffers cost 0.3 ms per file (JDK 25), and this 0.02 ms.
 */
public final class SmallFile {
  private static final int USUAL = 4096;

  private SmallFile() {}

  /**
   * The content, also of files of /proc and of cgroups, whose size the kernel does not tell.
   *
   * @throws IOException as {@link Files#readAllBytes} has it: {@code NoSuchFileException}, {@code
   *     AccessDeniedException}
   */
  public static byte[] read(Path file) throws IOException {
    byte[] bytes = new byte[USUAL];
    int length = 0;
    try (FileInputStream in = new FileInputStream(file.toString())) {
      for (int n = in.read(bytes); n > 0; n = in.read(bytes, length, bytes.length - length)) {
        length += n;
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      }
    } catch (FileNotFoundException unopened) {
      return Files.readAllBytes(file); // which tells by the exception's type why it can't be
    }
    return Arrays.copyOf(bytes, length);
  }
}
