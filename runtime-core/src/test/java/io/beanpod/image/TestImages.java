package io.beanpod.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds images as files of an OCI layout or a docker save archive, to be changed by a test. */
final class TestImages {
  static final String ARCH = Platform.host().architecture();

  private TestImages() {}

  static byte[] lowerLayer() throws IOException {
    return new TestTar()
        .file("etc/passwd", "app:x:1234:1235::/app:/bin/sh\n")
        .file("etc/old", "old")
        .file("data/lower", "lower")
        .bytes();
  }

  static byte[] upperLayer() throws IOException {
    return new TestTar()
        .file("etc/.wh.old", "")
        .file("data/.wh..wh..opq", "")
        .file("data/upper", "upper")
        .bytes();
  }

  static String config(String architecture, List<byte[]> layers) {
    StringBuilder ids = new StringBuilder();
    for (byte[] layer : layers) {
      ids.append(ids.isEmpty() ? "" : ",").append('"').append(Digest.of(layer)).append('"');
    }
    return "{\"architecture\":\""
        + architecture
        + "\",\"os\":\"linux\",\"created\":\"2024-05-01T12:30:00.25+02:00\",\"config\":{"
        + "\"Entrypoint\":[\"/app\"],\"Cmd\":[\"-v\"],\"Env\":[\"A=b\"],\"WorkingDir\":\"/w\","
        + "\"User\":\"app\",\"StopSignal\":\"SIGQUIT\",\"ExposedPorts\":{\"80/tcp\":{}},"
        + "\"Labels\":{\"k\":\"v\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
        + ids
        + "]}}";
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String descriptor(String type, byte[] blob, String more) {
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + Digest.of(blob)
        + "\",\"size\":"
        + blob.length
        + more
        + "}";
  }

  static String annotation(String name) {
    return ",\"annotations\":{\"" + Descriptor.REF_NAME + "\":\"" + name + "\"}";
  }

  static void put(Map<String, byte[]> files, byte[] blob) {
    files.put(Source.blob(Digest.of(blob)), blob);
  }

  /** Adds an image's blobs; returns its manifest. */
  static byte[] addImage(Map<String, byte[]> files, String architecture, List<byte[]> layers)
      throws IOException {
    byte[] config = utf8(config(architecture, layers));
    put(files, config);
    StringBuilder descriptors = new StringBuilder();
    for (byte[] layer : layers) {
      byte[] packed = TestTar.gzip(layer);
      put(files, packed);
      descriptors
          .append(descriptors.isEmpty() ? "" : ",")
          .append(descriptor(Manifest.LAYER_TYPE + "+gzip", packed, ""));
    }
    byte[] manifest =
        utf8(
            "{\"schemaVersion\":2,\"config\":"
                + descriptor(Manifest.CONFIG_TYPE, config, "")
                + ",\"layers\":["
                + descriptors
                + "]}");
    put(files, manifest);
    return manifest;
  }

  static void index(Map<String, byte[]> files, String... descriptors) {
    files.put("oci-layout", utf8("{\"imageLayoutVersion\":\"1.0.0\"}"));
    files.put("index.json", indexDocument(descriptors));
  }

  static byte[] indexDocument(String... descriptors) {
    return utf8("{\"schemaVersion\":2,\"manifests\":[" + String.join(",", descriptors) + "]}");
  }

  /** A layout with one image of two layers. */
  static Map<String, byte[]> layout() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    byte[] manifest = addImage(files, ARCH, List.of(lowerLayer(), upperLayer()));
    index(files, descriptor(Manifest.TYPE, manifest, annotation("whatever")));
    return files;
  }

  /** What docker save wrote before version 25. */
  static Map<String, byte[]> dockerSave() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<byte[]> layers = List.of(lowerLayer(), upperLayer());
    byte[] config = utf8(config(ARCH, layers));
    String configName = Digest.of(config).hex() + ".json";
    List<String> names = new ArrayList<>();
    for (byte[] layer : layers) {
      String name = Digest.of(utf8("id" + names.size())).hex() + "/layer.tar";
      files.put(name, layer);
      names.add("\"" + name + "\"");
    }
    files.put(configName, config);
    files.put(
        "manifest.json",
        utf8(
            "[{\"Config\":\""
                + configName
                + "\",\"RepoTags\":[\"app:1\"],\"Layers\":["
                + String.join(",", names)
                + "]}]"));
    return files;
  }

  static Path directory(Path at, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = at.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return at;
  }

  static Path tar(Path at, Map<String, byte[]> files) throws IOException {
    return write(at, new TestTar().files(files).bytes());
  }

  static Path write(Path at, byte[] content) throws IOException {
    try (OutputStream out = Files.newOutputStream(at)) {
      out.write(content);
    }
    return at;
  }
}
