package io.beanpod.cli.print;

import io.beanpod.cli.Failure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds a template. */
final class TemplateFile {
  private TemplateFile() {}

  /**
   * All of its text.
   *
   * @throws Failure where there is none
   */
  static String read(String file) throws IOException {
    try {
      return Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new Failure("error reading template " + file + ": no such file or directory", e);
    } catch (MalformedInputException e) {
      throw new Failure("error reading template " + file + ": not UTF-8 text", e);
    }
  }
}
