package io.beanpod.it;

import io.beanpod.model.Json;
import io.beanpod.model.JsonWriter;
import io.beanpod.store.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An OCI image layout made for a test: the busybox image, one more layer on top, and a
 * configuration of its own.
 */
final class TestImage {
  private final Map<String, Object> config = new LinkedHashMap<>();
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  /** A field of the configuration: {@code Entrypoint}, {@code User}. */
  TestImage config(String field, Object value) {
    config.put(field, value);
    return this;
  }

  TestImage file(String path, String content, int mode) {
    return add(path, '0', mode, "", content.getBytes(StandardCharsets.UTF_8));
  }

  TestImage directory(String path) {
    return add(path + "/", '5', 0755, "", new byte[0]);
  }

  TestImage symlink(String path, String target) {
    return add(path, '2', 0777, target, new byte[0]);
  }

  /** Takes away what the layers below have there, as a whiteout does. */
  TestImage without(String path) {
    int slash = path.lastIndexOf('/') + 1;
    return file(path.substring(0, slash) + ".wh." + path.substring(slash), "", 0644);
  }

  /** One entry of a tar archive: a ustar header and the content, in blocks of 512 bytes. */
  private TestImage add(String path, char type, int mode, String link, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, path);
    put(header, 100, octal(mode));
    put(header, 108, octal(0));
    put(header, 116, octal(0));
    put(header, 124, String.format("%011o", content.length));
    put(header, 136, String.format("%011o", 0));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar\00000");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o", sum) + "\0 ");
    tar.writeBytes(header);
    tar.writeBytes(content);
    tar.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  private static String octal(int number) {
    return String.format("%07o", number);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 100) {
      throw new IllegalArgumentException("too long for a ustar header: " + text);
    }
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  /** Writes the layout into a new directory below {@code parent}. */
  Path write(Path parent) {
    try {
      tar.writeBytes(new byte[1024]);
      Path base = Beanpod.fixture("busybox");
      Path layout = Files.createTempDirectory(parent, "image");
      Files.createDirectories(layout.resolve("blobs/sha256"));
      Map<String, Object> index = read(base.resolve("index.json"));
      Map<String, Object> manifest = blob(base, Json.list(index.get("manifests")).get(0));
      Map<String, Object> baseConfig = blob(base, manifest.get("config"));
      List<Object> layers = new ArrayList<>(Json.list(manifest.get("layers")));
      for (Object one : layers) {
        Path from = path(base, one);
        Files.copy(from, layout.resolve("blobs/sha256").resolve(from.getFileName()));
      }
      byte[] own = tar.toByteArray();
      layers.add(write(layout, own, "application/vnd.oci.image.layer.v1.tar"));
      List<Object> diffIds = new ArrayList<>(Json.list(Json.at(baseConfig, "rootfs", "diff_ids")));
      diffIds.add("sha256:" + sha256(own));
      baseConfig.put("config", config);
      baseConfig.put("rootfs", Map.of("type", "layers", "diff_ids", diffIds));
      baseConfig.remove("history");
      manifest.put("layers", layers);
      manifest.put(
          "config", write(layout, json(baseConfig), "application/vnd.oci.image.config.v1+json"));
      index.put(
          "manifests",
          List.of(write(layout, json(manifest), "application/vnd.oci.image.manifest.v1+json")));
      Files.write(layout.resolve("index.json"), json(index));
      Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
      return layout;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> read(Path file) throws IOException {
    return JsonText.object(file, Files.readAllBytes(file));
  }

  private static Map<String, Object> blob(Path layout, Object descriptor) throws IOException {
    return read(path(layout, descriptor));
  }

  private static Path path(Path layout, Object descriptor) {
    String digest = Json.string(Json.at(descriptor, "digest"));
    return layout.resolve("blobs").resolve(digest.replace(':', '/'));
  }

  private static byte[] json(Object tree) {
    return JsonWriter.compact(tree).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> write(Path layout, byte[] blob, String type)
      throws IOException {
    String digest = sha256(blob);
    Files.write(layout.resolve("blobs/sha256").resolve(digest), blob);
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", type);
    descriptor.put("digest", "sha256:" + digest);
    descriptor.put("size", (long) blob.length);
    return descriptor;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
