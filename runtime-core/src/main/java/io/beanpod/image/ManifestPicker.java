package io.beanpod.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the one manifest that is meant, in a tree of indexes: by platform, then by name. */
final class ManifestPicker {
  private static final int MAX_DEPTH = 4;
  private static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  /**
   * @param top what the layout's own index names: the image, or the index it is part of
   */
  record Picked(Descriptor top, Manifest manifest, byte[] config) {}

  /** How blobs are read. */
  interface Blobs {
    byte[] read(Descriptor descriptor, String kind) throws IOException;
  }

  private final Blobs blobs;
  private final Platform host;
  private final String what;
  private final List<String> others = new ArrayList<>();

  ManifestPicker(Blobs blobs, Platform host, String what) {
    this.blobs = blobs;
    this.host = host;
    this.what = what;
  }

  /**
   * The image of a layout's index.
   *
   * @param name wanted if there are several
   */
  Picked pick(Map<String, Object> index, Reference name) throws IOException {
    List<Picked> found = new ArrayList<>();
    for (Object entry : ImageJson.list(index, "manifests")) {
      Descriptor top = Descriptor.of(entry, what + ": index.json");
      below(top).ifPresent(found::add);
    }
    if (found.isEmpty()) {
      throw new ImageException(
          others.isEmpty()
              ? what + ": has no image"
              : what + ": has no image for " + host + ", only for " + String.join(", ", others));
    }
    Picked first = found.get(0);
    boolean same = true;
    List<String> names = new ArrayList<>();
    for (Picked one : found) {
      String refName = one.top().refName();
      if (isNamed(refName, name)) {
        return one;
      }
      same &= one.manifest().self().digest().equals(first.manifest().self().digest());
      names.add(refName.isEmpty() ? one.top().digest().toString() : refName);
    }
    if (!same) {
      throw new ImageException(
          what
              + ": has several images, none of them "
              + name
              + "; tag it as one of: "
              + String.join(", ", names));
    }
    return first;
  }

  /** The image below one descriptor, itself if it is no index; empty if none is for this host. */
  Optional<Picked> below(Descriptor top) throws IOException {
    return below(top, top, 0);
  }

  private Optional<Picked> below(Descriptor top, Descriptor at, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new ImageException(what + ": indexes nested deeper than " + MAX_DEPTH);
    }
    Platform platform = at.platform();
    if (at.isAttestation()) {
      return Optional.empty();
    }
    if (!platform.isUnknown() && !platform.runsOn(host)) {
      others.add(platform.toString());
      return Optional.empty();
    }
    byte[] bytes = blobs.read(at, "manifest");
    if (at.mediaType().equals(OCI_INDEX) || at.mediaType().equals(DOCKER_LIST)) {
      Map<String, Object> index =
          ImageJson.object(ImageJson.parse(bytes, what + ": index " + at.digest()));
      for (Object entry : ImageJson.list(index, "manifests")) {
        Descriptor next = Descriptor.of(entry, what + ": index " + at.digest());
        Optional<Picked> picked = below(top, next, depth + 1);
        if (picked.isPresent()) {
          return picked;
        }
      }
      return Optional.empty();
    }
    return image(top, Manifest.parse(at, bytes));
  }

  private Optional<Picked> image(Descriptor top, Manifest manifest) throws IOException {
    byte[] config = blobs.read(manifest.config(), "image config");
    Map<String, Object> json =
        ImageJson.object(ImageJson.parse(config, what + ": config " + manifest.config().digest()));
    Platform platform = Platform.of(json);
    // A config must say it; the index may not have.
    if (!platform.isUnknown() && !platform.runsOn(host) && manifest.self().platform().isUnknown()) {
      others.add(platform.toString());
      return Optional.empty();
    }
    return Optional.of(new Picked(top, manifest, config));
  }

  /** Layouts name an image by its full name, or by the tag alone. */
  private static boolean isNamed(String refName, Reference name) {
    if (refName.isEmpty()) {
      return false;
    }
    if (refName.equals(name.tag())) {
      return true;
    }
    try {
      return Reference.parse(refName).equals(name);
    } catch (ImageException notAName) { // other tools may put anything there
      return false;
    }
  }
}
