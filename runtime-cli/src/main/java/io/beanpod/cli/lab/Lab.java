package io.beanpod.cli.lab;

import java.io.IOException;
import java.util.Optional;

/** The labs there are; each has a page of its name in {@code labs/}. */
public enum Lab {
  OOM("a container that wants more memory than it may have, and the kernel's answer"),
  NAMESPACES("who shares what with whom, and what stays when the application dies"),
  CPU("a container at its CPU limit: how the kernel stops it ten times a second"),
  PIDS("a fork bomb that hurts nobody else"),
  PAUSE("orphans: with a process 1 that reaps them, and with one that does not");

  private final String summary;

  Lab(String summary) {
    this.summary = summary;
  }

  /** As typed: {@code oom}. */
  public String word() {
    return switch (this) {
      case OOM -> "oom";
      case NAMESPACES -> "namespaces";
      case CPU -> "cpu";
      case PIDS -> "pids";
      case PAUSE -> "pause";
    };
  }

  /** What it is about, in a line. */
  public String summary() {
    return summary;
  }

  /** Whether it draws something that {@code --svg} can write. */
  public boolean plots() {
    return this == OOM || this == CPU;
  }

  /** The lab of that name. */
  public static Optional<Lab> find(String word) {
    for (Lab lab : values()) {
      if (lab.word().equals(word)) {
        return Optional.of(lab);
      }
    }
    return Optional.empty();
  }

  void run(Stage stage) throws IOException {
    switch (this) {
      case OOM -> new OomLab(stage).run();
      case NAMESPACES -> new NamespacesLab(stage).run();
      case CPU -> new CpuLab(stage).run();
      case PIDS -> new PidsLab(stage).run();
      case PAUSE -> new PauseLab(stage).run();
    }
  }
}
