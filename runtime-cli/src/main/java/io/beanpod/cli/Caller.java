package io.beanpod.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who runs this command. */
public final class Caller {
  private Caller() {}

  /**
   * Refuses to go on without root.
   *
   * @param what the command, such as {@code apply}
   * @throws Failure where the effective uid is not 0
   */
  public static void requireRoot(String what) throws IOException {
    if (!isRoot()) {
      throw new Failure(what + " needs root: run it with sudo");
    }
  }

  /** Whether the effective uid is 0. */
  static boolean isRoot() throws IOException {
    Path file = Path.of("/proc/self/status");
    String status = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return effectiveUid(status).equals("0");
  }

  /** The second number of the {@code Uid:} line: real, effective, saved, filesystem. */
  static String effectiveUid(String status) {
    int line = status.indexOf("\nUid:");
    int real = line < 0 ? -1 : status.indexOf('\t', line);
    int effective = real < 0 ? -1 : status.indexOf('\t', real + 1);
    int end = effective < 0 ? -1 : status.indexOf('\t', effective + 1);
    return end < 0 ? "" : status.substring(effective + 1, end);
  }
}
