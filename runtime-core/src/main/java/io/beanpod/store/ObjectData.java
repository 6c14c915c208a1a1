package io.beanpod.store;

import io.beanpod.model.Json;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What pods read of a ConfigMap or a Secret: its bytes, decoded once, when it is written.
 *
 * <p>The JSON of an object has them, too; but to unescape a megabyte of it, or to decode its
 * base64, takes a pause, whose code is interpreted, 25 to 45 ms (JDK 25), and there may be a pause
 * in each of hundreds of pods that reads it at the same moment. This takes 1 ms.
 *
 * <p>The format: {@link #MAGIC}; a byte, 1 where the object is immutable; the number of keys; and
 * of each key a byte, 1 where it is one of {@code binaryData}, and the lengths in bytes and the
 * bytes of key and value. Numbers are big-endian, 32 bits.
 *
 * @param immutable whether its keys will stay as they are
 * @param data by key, as {@code data} has them: what may become environment variables
 * @param binaryData by key; only of a ConfigMap
 */
public record ObjectData(
    boolean immutable, Map<String, byte[]> data, Map<String, byte[]> binaryData) {
  private static final int MAGIC = 0xBEA0DA01;

  /** Whether objects of that kind have any. */
  static boolean isOf(ObjectKind kind) {
    return kind == ObjectKind.CONFIG_MAP || kind == ObjectKind.SECRET;
  }

  /** That of an object, which has to be valid. */
  static ObjectData of(StoredObject object) {
    boolean secret = object.kind() == ObjectKind.SECRET;
    return new ObjectData(
        Boolean.TRUE.equals(object.tree().get("immutable")),
        bytes(object.tree().get("data"), secret),
        bytes(object.tree().get("binaryData"), true));
  }

  private static Map<String, byte[]> bytes(Object map, boolean base64) {
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : Json.object(map).entrySet()) {
      String text = Json.string(entry.getValue());
      bytes.put(
          entry.getKey(),
          base64
              ? Base64.getMimeDecoder().decode(text) // line ends are allowed in it
              : text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes;
  }

  /** As it is kept. */
  byte[] encode() {
    List<byte[]> parts = new ArrayList<>();
    int size = 2 * Integer.BYTES + 1;
    for (Map<String, byte[]> map : List.of(data, binaryData)) {
      for (Map.Entry<String, byte[]> entry : map.entrySet()) {
        byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
        byte[] value = entry.getValue();
        ByteBuffer part = ByteBuffer.allocate(1 + 2 * Integer.BYTES + key.length + value.length);
        part.put((byte) (map == data ? 0 : 1)).putInt(key.length).put(key);
        parts.add(part.putInt(value.length).put(value).array());
        size += part.capacity();
      }
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    all.putInt(MAGIC).put((byte) (immutable ? 1 : 0)).putInt(parts.size());
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  /**
   * What is kept in a file.
   *
   * @throws IOException where it is cut off, or of another version of Beanpod
   */
  static ObjectData decode(Path file, byte[] bytes) throws IOException {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (in.getInt() != MAGIC) {
        throw new IOException(file + ": of another version of Beanpod; apply the object again");
      }
      boolean immutable = in.get() == 1;
      Map<String, byte[]> data = new LinkedHashMap<>();
      Map<String, byte[]> binaryData = new LinkedHashMap<>();
      for (int keys = in.getInt(); keys > 0; keys--) {
        Map<String, byte[]> map = in.get() == 1 ? binaryData : data;
        map.put(new String(next(in), StandardCharsets.UTF_8), next(in));
      }
      return new ObjectData(immutable, data, binaryData);
    } catch (BufferUnderflowException e) {
      throw new IOException(file + ": cut off; apply the object again", e);
    }
  }

  private static byte[] next(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
