package io.beanpod.pod;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;

/** Removes directory trees that containers have written to. */
public final class Trees {
  private Trees() {}

  /**
   * Removes {@code tree} and all below it; nothing happens if it is not there. Never follows a
   * symlink: every step is relative to an open directory, so that a rename meanwhile leads nowhere
   * else.
   */
  public static void delete(Path tree) throws IOException {
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(tree);
      return;
    }
    // Another command may be removing the same: what is gone is gone.
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(tree)) {
      if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException(
            tree + ": this JDK has no SecureDirectoryStream, needed to remove it");
      }
      empty(secure);
    } catch (NoSuchFileException alreadyGone) {
      return;
    }
    Files.deleteIfExists(tree);
  }

  private static void empty(SecureDirectoryStream<Path> dir) throws IOException {
    for (Path entry : dir) {
      Path name = entry.getFileName();
      try {
        BasicFileAttributes attributes =
            dir.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        if (!attributes.isDirectory()) {
          dir.deleteFile(name);
          continue;
        }
        try (SecureDirectoryStream<Path> below =
            dir.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
          empty(below);
        }
        dir.deleteDirectory(name);
      } catch (NoSuchFileException alreadyGone) {
        continue;
      }
    }
  }
}
