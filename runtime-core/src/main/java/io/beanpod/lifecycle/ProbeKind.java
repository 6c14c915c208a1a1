package io.beanpod.lifecycle;

/** Which of its three probes, in Kubernetes' words. */
public enum ProbeKind {
  /** Holds the two others back until it has succeeded once; too many failures restart. */
  STARTUP("Startup"),
  /** Too many failures restart the container. */
  LIVENESS("Liveness"),
  /** Says whether the container can take requests. */
  READINESS("Readiness");

  private final String word;

  ProbeKind(String word) {
    this.word = word;
  }

  /** As messages begin: {@code Liveness}. */
  public String word() {
    return word;
  }
}
