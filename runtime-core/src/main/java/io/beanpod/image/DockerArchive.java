package io.beanpod.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code docker save} writes: manifest.json names a configuration and the layers' archives of
 * each image. It has no digests of its own, but the configuration lists those of the layers, and is
 * itself named by its digest.
 *
 * @see <a
 *     href="https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format">the
 *     format</a>
 */
final class DockerArchive {
  private static final String MANIFEST = "manifest.json";

  private final Source source;
  private final Reference name;

  DockerArchive(Source source, Reference name) {
    this.source = source;
    this.name = name;
  }

  ManifestPicker.Picked load(Importer importer) throws IOException {
    Map<String, Object> image = image();
    String configFile = ImageJson.string(image, "Config");
    String what = source.what() + ": config " + configFile;
    byte[] config =
        source.read(configFile).orElseThrow(() -> new ImageException(what + " is missing"));
    Optional<Digest> expected = digestInName(configFile);
    if (expected.isPresent()) {
      expected.get().mustBe(Digest.of(config), what);
    }
    Map<String, Object> json = ImageJson.object(ImageJson.parse(config, what));
    Platform platform = Platform.of(json);
    if (!platform.isUnknown() && !platform.runsOn(importer.host())) {
      throw new ImageException(
          source.what() + ": has no image for " + importer.host() + ", only for " + platform);
    }
    List<String> files = ImageJson.strings(image, "Layers");
    List<String> diffIds = ImageJson.strings(ImageJson.object(json, "rootfs"), "diff_ids");
    if (files.size() != diffIds.size()) {
      throw new ImageException(
          what
              + " has "
              + diffIds.size()
              + " rootfs.diff_ids, but manifest.json has "
              + files.size()
              + " layers");
    }
    List<LayerStore.Stored> stored = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Digest diffId = Digest.parse(diffIds.get(i), what + ", rootfs.diff_ids");
      stored.add(
          importer.addLayer(
              source, files.get(i), "layer " + files.get(i), Optional.empty(), diffId));
    }
    return importer.generated(config, stored);
  }

  /** The image with the wanted name, or the only one. */
  private Map<String, Object> image() throws IOException {
    String what = source.what() + ": " + MANIFEST;
    byte[] bytes =
        source.read(MANIFEST).orElseThrow(() -> new ImageException(what + " is missing"));
    if (!(ImageJson.parse(bytes, what) instanceof List<?> images) || images.isEmpty()) {
      throw new ImageException(what + " is not a list of images, as docker save writes it");
    }
    List<String> names = new ArrayList<>();
    for (Object image : images) {
      for (String tag : ImageJson.strings(ImageJson.object(image), "RepoTags")) {
        if (Reference.parse(tag).equals(name)) {
          return ImageJson.object(image);
        }
        names.add(tag);
      }
    }
    if (images.size() > 1) {
      throw new ImageException(
          what
              + " has several images, none of them "
              + name
              + "; tag it as one of: "
              + String.join(", ", names));
    }
    return ImageJson.object(images.get(0));
  }

  /** {@code HEX.json} in old archives, {@code blobs/sha256/HEX} in new ones. */
  private static Optional<Digest> digestInName(String file) {
    String base = file.substring(file.lastIndexOf('/') + 1);
    String hex = base.endsWith(".json") ? base.substring(0, base.length() - 5) : base;
    return Digest.isHex(hex, 0, 64) ? Optional.of(new Digest(hex)) : Optional.empty();
  }
}
