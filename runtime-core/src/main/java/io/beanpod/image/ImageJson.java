package io.beanpod.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON documents of images as trees of {@link Map}, {@link List}, {@link String}, {@link Long},
 * {@link Double}, {@link Boolean} and null. The accessors take a missing or mistyped value as an
 * empty one: what is needed is then missed, by name, where it is used.
 */
final class ImageJson {
  /** Registries refuse larger manifests, and so do we: 4 MiB. */
  static final int MAX_SIZE = 4 << 20;

  private static final int MAX_DEPTH = 64;
  private static final JsonFactory FACTORY = new JsonFactory();

  private ImageJson() {}

  /**
   * @param what the document's name, for errors
   */
  static Object parse(byte[] json, String what) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      // Two readers could take different ones of two equal keys; there must be one truth.
      parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
      if (parser.nextToken() == null) {
        throw new ImageException(what + ": is empty, JSON was expected");
      }
      Object value = value(parser, 0, what);
      if (parser.nextToken() != null) {
        throw new ImageException(what + ": something follows after the JSON document");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new ImageException(
          what
              + ": not JSON, line "
              + (e.getLocation() == null ? 0 : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage(),
          e);
    }
  }

  static byte[] write(Object tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, tree);
    } catch (IOException e) {
      throw new AssertionError("writing to memory does not fail", e);
    }
    return out.toByteArray();
  }

  @SuppressWarnings("unchecked") // maps of a tree have string keys by construction
  static Map<String, Object> object(Object value) {
    return value instanceof Map ? (Map<String, Object>) value : Map.of();
  }

  static Map<String, Object> object(Map<String, Object> in, String key) {
    return object(in.get(key));
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Map<String, Object> in, String key) {
    return in.get(key) instanceof List<?> list ? (List<Object>) list : List.of();
  }

  static List<String> strings(Map<String, Object> in, String key) {
    List<String> strings = new ArrayList<>();
    for (Object item : list(in, key)) {
      strings.add(item instanceof String s ? s : "");
    }
    return List.copyOf(strings);
  }

  static String string(Map<String, Object> in, String key) {
    return in.get(key) instanceof String s ? s : "";
  }

  static long number(Map<String, Object> in, String key, long otherwise) {
    return in.get(key) instanceof Long n ? n : otherwise;
  }

  private static Object value(JsonParser parser, int depth, String what) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new ImageException(what + ": nested deeper than " + MAX_DEPTH + " levels");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          object.put(key, value(parser, depth + 1, what));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser, depth + 1, what));
        }
        yield list;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> field : map.entrySet()) {
          out.writeFieldName((String) field.getKey());
          write(out, field.getValue());
        }
        out.writeEndObject();
      }
      case List<?> list -> {
        out.writeStartArray();
        for (Object item : list) {
          write(out, item);
        }
        out.writeEndArray();
      }
      case Boolean b -> out.writeBoolean(b);
      case Long n -> out.writeNumber(n);
      case Integer n -> out.writeNumber(n);
      case Double n -> out.writeNumber(n);
      default -> out.writeString(value.toString());
    }
  }
}
