package io.beanpod.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine, which is every pod's node. */
public final class Host {
  private Host() {}

  /**
   * Its name: uname(2)'s nodename.
   *
   * @throws IOException without /proc
   */
  public static String name() throws IOException {
    byte[] hostname = Files.readAllBytes(Path.of("/proc/sys/kernel/hostname"));
    return new String(hostname, StandardCharsets.UTF_8).strip();
  }
}
