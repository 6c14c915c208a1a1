package io.beanpod.pod;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The simple values of a plan as bytes. A length is checked before anything is made of it. */
final class PlanValues {
  private PlanValues() {}

  static void optional(DataOutputStream out, OptionalLong value) throws IOException {
    out.writeLong(value.orElse(-1));
  }

  static OptionalLong optional(DataInputStream in) throws IOException {
    long value = in.readLong();
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static List<Integer> numbers(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<Integer> numbers = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      numbers.add(in.readInt());
    }
    return numbers;
  }

  /** Not writeUTF: a spec may be longer than its 64 KiB. */
  static void text(DataOutputStream out, String s) throws IOException {
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  static String text(DataInputStream in) throws IOException {
    byte[] utf8 = new byte[count(in, 1)];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** How many things of at least {@code size} bytes follow: never more than there is room for. */
  static int count(DataInputStream in, int size) throws IOException {
    int n = in.readInt();
    if (n < 0 || n > in.available() / size) {
      throw new EOFException("a length of " + n + " with " + in.available() + " bytes left");
    }
    return n;
  }

  static void texts(DataOutputStream out, List<String> all) throws IOException {
    out.writeInt(all.size());
    for (String s : all) {
      text(out, s);
    }
  }

  static List<String> texts(DataInputStream in) throws IOException {
    int n = count(in, Integer.BYTES);
    List<String> all = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      all.add(text(in));
    }
    return all;
  }

  static void texts(DataOutputStream out, Map<String, String> all) throws IOException {
    out.writeInt(all.size());
    for (Map.Entry<String, String> entry : all.entrySet()) {
      text(out, entry.getKey());
      text(out, entry.getValue());
    }
  }

  static Map<String, String> textMap(DataInputStream in) throws IOException {
    int n = count(in, 2 * Integer.BYTES);
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      all.put(text(in), text(in));
    }
    return all;
  }

  static void numbers(DataOutputStream out, List<Integer> all) throws IOException {
    out.writeInt(all.size());
    for (int number : all) {
      out.writeInt(number);
    }
  }

  /** One of an enum's constants, by its ordinal. */
  static <E> E choice(DataInputStream in, E[] values) throws IOException {
    int ordinal = in.readByte();
    if (ordinal < 0 || ordinal >= values.length) {
      throw new IOException("the plan has no choice " + ordinal + " of " + values.length);
    }
    return values[ordinal];
  }
}
