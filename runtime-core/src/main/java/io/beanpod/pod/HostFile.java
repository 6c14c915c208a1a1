package io.beanpod.pod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the host's /etc that a pod gets in some form. */
final class HostFile {
  private HostFile() {}

  /** Its text; empty where there is none. */
  static String text(Path file) throws IOException {
    // Not readString, which refuses a file with a comment in Latin-1: that is no reason to have no
    // pod.
    return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
  }
}
