package io.beanpod.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * An image that is ready to run.
 *
 * @param name in full, for example {@code docker.io/library/nginx:latest}; empty if it lost its
 *     name to a newer import
 * @param id digest of the configuration, {@code sha256:…}
 * @param digest of the manifest, {@code sha256:…}
 * @param layers unpacked layers, the lowest first and the top-most last; never empty
 * @param size of its blobs (compressed layers, configuration, manifest) in bytes
 * @param created the epoch if the image does not say
 */
public record Image(
    String name,
    String id,
    String digest,
    ImageConfig config,
    List<Path> layers,
    long size,
    Instant created) {

  /** Copies the layers. */
  public Image {
    layers = List.copyOf(layers);
  }

  /** The same image under another name. */
  public Image named(String other) {
    return new Image(other, id, digest, config, layers, size, created);
  }

  /** {@code imageID} of a container's status: repository and digest, or the id without a name. */
  public String imageId() {
    int colon = name.lastIndexOf(':');
    return name.isEmpty() ? id : name.substring(0, colon) + "@" + digest;
  }
}
