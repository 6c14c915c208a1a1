package io.beanpod.image;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reference to a blob, as indexes and manifests have them.
 *
 * @param json the descriptor as it stands in its document
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md">OCI
 *     descriptor.md</a>
 */
record Descriptor(String mediaType, Digest digest, long size, Map<String, Object> json) {
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final String DOCKER_REFERENCE = "vnd.docker.reference.type";

  /**
   * @param what the document it stands in, for errors
   */
  static Descriptor of(Object value, String what) throws ImageException {
    Map<String, Object> json = ImageJson.object(value);
    return new Descriptor(
        ImageJson.string(json, "mediaType"),
        Digest.parse(ImageJson.string(json, "digest"), what),
        ImageJson.number(json, "size", 0),
        json);
  }

  /** For a document that we write. */
  static Map<String, Object> json(String mediaType, Digest digest, long size) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mediaType", mediaType);
    json.put("digest", digest.toString());
    json.put("size", size);
    return json;
  }

  /** The image's name as given in the layout; empty if it has none. */
  String refName() {
    Map<String, Object> annotations = ImageJson.object(json, "annotations");
    String full = ImageJson.string(annotations, CONTAINERD_NAME);
    return full.isEmpty() ? ImageJson.string(annotations, REF_NAME) : full;
  }

  Platform platform() {
    return Platform.of(ImageJson.object(json, "platform"));
  }

  /** Build tools put notes about an image beside it, as if they were images: not to be run. */
  boolean isAttestation() {
    return ImageJson.object(json, "annotations").containsKey(DOCKER_REFERENCE);
  }
}
