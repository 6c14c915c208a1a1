package io.beanpod.image;

import io.beanpod.linux.PathBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records of a PAX extended header: {@code LENGTH KEY=VALUE\n}. Values stay bytes: those of
 * extended attributes are binary (commons-compress decodes them as UTF-8 and so destroys, for
 * example, the security.capability of newuidmap).
 *
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_03">pax
 *     Extended Header</a>
 */
final class PaxRecords {
  private static final String XATTR = "SCHILY.xattr.";

  private final Map<String, byte[]> values = new LinkedHashMap<>();
  private final String archive;

  PaxRecords(String archive) {
    this.archive = archive;
  }

  /** Adds a header's records; a later one of the same key wins, an empty value removes the key. */
  void read(byte[] header) throws IOException {
    int at = 0;
    while (at < header.length && header[at] != 0) {
      int space = indexOf(header, ' ', at);
      int length = (int) decimal(header, at, space);
      int end = at + length;
      int equals = indexOf(header, '=', space + 1);
      if (length <= 0 || end > header.length || equals >= end - 1 || header[end - 1] != '\n') {
        throw damaged();
      }
      String key = new String(header, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      if (key.indexOf('\0') >= 0) {
        throw damaged();
      }
      values.remove(key);
      if (equals + 1 < end - 1) {
        values.put(key, Arrays.copyOfRange(header, equals + 1, end - 1));
      }
      at = end;
    }
  }

  void addAll(PaxRecords other) {
    values.putAll(other.values);
  }

  /** A name; no file can have a NUL in its name, and the kernel would stop reading there. */
  Optional<String> text(String key) throws IOException {
    byte[] value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    String text = PathBytes.decode(value, 0, value.length);
    if (text.indexOf('\0') >= 0) {
      throw new ImageException(archive + ": a NUL character in the PAX header " + key);
    }
    return Optional.of(text);
  }

  /** A whole number, or {@code otherwise} if there is no such key. */
  long number(String key, long otherwise) throws IOException {
    byte[] value = values.get(key);
    return value == null ? otherwise : decimal(value, 0, value.length);
  }

  boolean isSparse() {
    for (String key : values.keySet()) {
      if (key.startsWith("GNU.sparse.")) {
        return true;
      }
    }
    return false;
  }

  /** Seconds and nanoseconds of a time such as {@code 1700000000.25} or {@code -1.5}. */
  Optional<long[]> time(String key) throws IOException {
    byte[] value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    boolean negative = value[0] == '-';
    int from = negative ? 1 : 0;
    int dot = from;
    while (dot < value.length && value[dot] != '.') {
      dot++;
    }
    long seconds = decimal(value, from, dot);
    int nanos = 0;
    for (int i = dot + 1, digit = 100_000_000; i < value.length && digit > 0; i++, digit /= 10) {
      nanos += (int) decimal(value, i, i + 1) * digit;
    }
    if (!negative) {
      return Optional.of(new long[] {seconds, nanos});
    }
    return Optional.of(
        nanos == 0 ? new long[] {-seconds, 0} : new long[] {-seconds - 1, 1_000_000_000 - nanos});
  }

  Map<String, byte[]> xattrs() {
    Map<String, byte[]> xattrs = new LinkedHashMap<>();
    for (Map.Entry<String, byte[]> value : values.entrySet()) {
      if (value.getKey().startsWith(XATTR)) {
        xattrs.put(value.getKey().substring(XATTR.length()), value.getValue());
      }
    }
    return xattrs;
  }

  private int indexOf(byte[] bytes, char c, int from) throws IOException {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    throw damaged();
  }

  private long decimal(byte[] bytes, int from, int to) throws IOException {
    if (from >= to || to - from > 18) {
      throw damaged();
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        throw damaged();
      }
      value = value * 10 + (bytes[i] - '0');
    }
    return value;
  }

  private ImageException damaged() {
    return new ImageException(archive + ": a damaged PAX header in the tar archive");
  }
}
