package io.beanpod.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for Java's file exceptions, whose messages are often the bare path. */
final class FileProblem {
  private FileProblem() {}

  /**
   * One line, with what failed besides.
   *
   * @param root whether the caller is root, whom more rights cannot help
   */
  static String of(IOException e, boolean root) {
    StringBuilder all = new StringBuilder(alone(e, root));
    for (Throwable another : e.getSuppressed()) {
      all.append("; besides: ");
      all.append(another instanceof IOException problem ? of(problem, root) : another.toString());
    }
    return all.toString();
  }

  private static String alone(IOException e, boolean root) {
    if (!(e instanceof FileSystemException problem)) {
      return String.valueOf(e.getMessage());
    }
    String file = String.valueOf(problem.getFile());
    if (e instanceof NoSuchFileException) {
      return file + ": no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return file + ": permission denied" + (root ? "" : "; beanpod needs root: run it with sudo");
    }
    if (e instanceof FileAlreadyExistsException) {
      return file + ": exists already";
    }
    if (e instanceof NotDirectoryException) {
      return file + ": not a directory";
    }
    return file
        + ": "
        + (problem.getReason() == null ? e.getClass().getName() : problem.getReason());
  }
}
