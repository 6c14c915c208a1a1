package io.beanpod.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's manifest: which configuration, which layers.
 *
 * @param self its own descriptor
 * @param layers the lowest first
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/manifest.md">OCI
 *     manifest.md</a>
 */
record Manifest(Descriptor self, byte[] bytes, Descriptor config, List<Descriptor> layers) {
  static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
  static final String CONFIG_TYPE = "application/vnd.oci.image.config.v1+json";
  static final String LAYER_TYPE = "application/vnd.oci.image.layer.v1.tar";

  static Manifest parse(Descriptor self, byte[] bytes) throws IOException {
    String what = "manifest " + self.digest();
    Map<String, Object> json = ImageJson.object(ImageJson.parse(bytes, what));
    List<Descriptor> layers = new ArrayList<>();
    for (Object layer : ImageJson.list(json, "layers")) {
      layers.add(Descriptor.of(layer, what + ", layer"));
    }
    if (ImageJson.object(json, "config").isEmpty()) {
      throw new ImageException(
          what
              + " has no config: not an image of schema 2; convert it with skopeo copy --format oci");
    }
    return new Manifest(
        self, bytes, Descriptor.of(json.get("config"), what + ", config"), List.copyOf(layers));
  }

  /** A new one. */
  static Manifest make(byte[] config, List<Map<String, Object>> layers) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", TYPE);
    json.put("config", Descriptor.json(CONFIG_TYPE, Digest.of(config), config.length));
    json.put("layers", layers);
    byte[] bytes = ImageJson.write(json);
    Map<String, Object> self = Descriptor.json(TYPE, Digest.of(bytes), bytes.length);
    return parse(Descriptor.of(self, "manifest"), bytes);
  }

  /** All blobs' size in bytes. */
  long size() {
    long size = bytes.length + config.size();
    for (Descriptor layer : layers) {
      size += layer.size();
    }
    return size;
  }

  /**
   * The digests of the unpacked layers, from the configuration.
   *
   * @throws ImageException if they are not as many as the layers
   */
  List<Digest> diffIds(Map<String, Object> configuration) throws ImageException {
    List<String> ids = ImageJson.strings(ImageJson.object(configuration, "rootfs"), "diff_ids");
    String what = "image config " + config.digest();
    if (ids.size() != layers.size()) {
      throw new ImageException(
          what
              + " has "
              + ids.size()
              + " rootfs.diff_ids, but the manifest has "
              + layers.size()
              + " layers");
    }
    List<Digest> digests = new ArrayList<>();
    for (String id : ids) {
      digests.add(Digest.parse(id, what + ", rootfs.diff_ids"));
    }
    return digests;
  }
}
