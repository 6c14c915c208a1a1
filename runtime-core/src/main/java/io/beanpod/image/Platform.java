package io.beanpod.image;

import java.util.Map;

/**
 * What an image runs on.
 *
 * @param variant of the architecture, for example {@code v8}; empty if not given
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">OCI image
 *     index, platform</a>
 */
record Platform(String os, String architecture, String variant) {

  /** This host's. */
  static Platform host() {
    return new Platform("linux", architecture(System.getProperty("os.arch")), "");
  }

  /** Of an index's descriptor, or of a config, which has the same keys. */
  static Platform of(Map<String, Object> json) {
    return new Platform(
        ImageJson.string(json, "os"),
        ImageJson.string(json, "architecture"),
        ImageJson.string(json, "variant"));
  }

  /** Whether the document said nothing of it. */
  boolean isUnknown() {
    return os.isEmpty() && architecture.isEmpty();
  }

  /** Whether an image for {@code this} runs on {@code host}: its baseline, no higher variant. */
  boolean runsOn(Platform host) {
    if (!os.equals(host.os) || !architecture.equals(host.architecture)) {
      return false;
    }
    return variant.isEmpty()
        || (architecture.equals("amd64") && variant.equals("v1"))
        || (architecture.equals("arm64") && variant.equals("v8"));
  }

  @Override
  public String toString() {
    return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
  }

  private static String architecture(String java) {
    return switch (java) {
      case "x86_64", "amd64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> java;
    };
  }
}
