package io.beanpod.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The one node there is: what a pod may select.
 *
 * @param name the host's name in lower case, as the kubelet registers it
 * @param arch as in the label {@code kubernetes.io/arch}: {@code amd64}, {@code arm64}
 */
public record Node(String name, String arch) {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  /**
   * This host.
   *
   * @throws IOException where /proc is not mounted
   */
  public static Node local() throws IOException {
    String name = Files.readString(HOSTNAME).strip().toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    return new Node(name, arch.equals("aarch64") ? "arm64" : arch);
  }
}
