package io.beanpod.security;

import java.util.List;

/**
 * What profiles depend on besides the container.
 *
 * @param go the machine's architecture in the words of Docker's profiles: {@code amd64}
 * @param architectures in libseccomp's words: its own, and those whose programs it runs as well
 * @param kernel its release, such as {@code 6.12.1-amd64}
 */
record SeccompMachine(String go, List<String> architectures, String kernel) {

  /** This one. */
  static SeccompMachine here() {
    return of(System.getProperty("os.arch"), System.getProperty("os.version"));
  }

  /**
   * One of this architecture.
   *
   * @param arch in Java's words
   * @throws UnsupportedOperationException if there is no profile for it
   */
  static SeccompMachine of(String arch, String kernel) {
    if (arch.equals("amd64")) {
      return new SeccompMachine("amd64", List.of("x86_64", "x86", "x32"), kernel);
    }
    if (arch.equals("aarch64")) {
      return new SeccompMachine("arm64", List.of("aarch64", "arm"), kernel);
    }
    throw new UnsupportedOperationException(
        "Beanpod's seccomp profiles are for x86-64 and aarch64, and this JVM runs on " + arch);
  }

  /** Its own architecture, in libseccomp's words. */
  String own() {
    return architectures.get(0);
  }

  /** Whether its kernel is at least this one, such as {@code 4.8}. */
  boolean hasKernel(int major, int minor) {
    String[] parts = kernel.split("[^0-9]+", 3);
    int itsMajor = Integer.parseInt(parts[0]);
    return itsMajor > major || (itsMajor == major && Integer.parseInt(parts[1]) >= minor);
  }
}
