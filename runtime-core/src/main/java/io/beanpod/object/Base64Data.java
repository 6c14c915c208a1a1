package io.beanpod.object;

import io.beanpod.model.Fields;
import io.beanpod.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Maps whose values are base64: {@code data} of a Secret, {@code binaryData} of a ConfigMap. */
public final class Base64Data {
  private Base64Data() {}

  /**
   * The values of a map, by key. An error names the key alone: the value may be a secret.
   *
   * @param field of {@code fields}
   */
  static Map<String, byte[]> read(Fields fields, String field) {
    Map<String, byte[]> data = new LinkedHashMap<>();
    Optional<Object> map = fields.any(field);
    if (map.isPresent() && !(map.get() instanceof Map)) {
      fields.problem(field, "must be an object");
    }
    for (Map.Entry<String, Object> entry : Json.object(map.orElse("")).entrySet()) {
      String place = field + "." + entry.getKey();
      if (!(entry.getValue() instanceof String text)) {
        fields.problem(place, "must be a string of base64; put it in quotes");
        continue;
      }
      Optional<byte[]> value = decode(text);
      if (value.isEmpty()) {
        fields.problem(place, "illegal base64 data; encode it: base64 -w0 FILE");
      } else {
        data.put(entry.getKey(), value.get());
      }
    }
    return data;
  }

  /** What a value stands for; line ends in it are passed over, as Go's decoder does. */
  public static Optional<byte[]> decode(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        plain.append(text.charAt(i));
      }
    }
    boolean padded = plain.length() % 4 == 0; // unlike Java's decoder, Go's wants the padding
    try {
      return padded ? Optional.of(Base64.getDecoder().decode(plain.toString())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // that it is none is what the caller asks
    }
  }

  /** Base64 of a text in UTF-8. */
  public static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Base64, on one line. */
  public static String encode(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }
}
