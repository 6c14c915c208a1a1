package io.beanpod.cli.lab;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a lab is to be run.
 *
 * @param namespace of its pods
 * @param image what its containers are made of: one with busybox's programs
 * @param svg where the plot goes as well
 * @param keep whether the pods stay when the lab is over
 */
public record LabOptions(String namespace, String image, Optional<Path> svg, boolean keep) {
  /** The image of the manifests in {@code labs/}. */
  public static final String IMAGE = "busybox:latest";
}
