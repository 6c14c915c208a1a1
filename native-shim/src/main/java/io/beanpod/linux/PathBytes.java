package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * File names as Java strings without losing a byte. For the kernel a name is any bytes but NUL and
 * slash; a string is UTF-8 in nearly every case. A byte that is not UTF-8 becomes the lone
 * surrogate U+DC80 to U+DCFF that carries it, and goes back to the same byte.
 *
 * <p>{@link java.nio.file.Path} can't do this: in a C locale the JVM refuses every name that is not
 * ASCII.
 *
 * @see <a href="https://peps.python.org/pep-0383/">PEP 383, which made this form known</a>
 */
public final class PathBytes {
  private static final char FIRST = '\udc80';
  private static final char LAST = '\udcff';

  private PathBytes() {}

  /** The string that stands for these bytes. */
  public static String decode(byte[] bytes, int from, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      return escaped(bytes, from, length);
    }
  }

  /** The bytes that the string stands for. */
  public static byte[] encode(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= FIRST && name.charAt(i) <= LAST) {
        return unescaped(name);
      }
    }
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** A C string for a system call. */
  static MemorySegment cString(Arena arena, String name) {
    if (name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in " + name.replace('\0', '?'));
    }
    byte[] bytes = encode(name);
    MemorySegment memory = arena.allocate(bytes.length + 1L);
    Memory.put(memory, 0, bytes);
    return memory;
  }

  private static String escaped(byte[] bytes, int from, int length) {
    // One malformed sequence at a time: the decoder stops in front of it and says how long it is.
    var decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
    CharBuffer out = CharBuffer.allocate(length);
    while (in.hasRemaining()) {
      var result = decoder.decode(in, out, true);
      if (!result.isError()) {
        break;
      }
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (0xdc00 | (in.get() & 0xff)));
      }
      decoder.reset();
    }
    return out.flip().toString();
  }

  private static byte[] unescaped(String name) {
    ByteBuffer out = ByteBuffer.allocate(name.length() * 4);
    int plain = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : FIRST;
      // A low surrogate that follows a high one is half of an ordinary character.
      boolean byteChar =
          c >= FIRST && c <= LAST && (i == 0 || !Character.isHighSurrogate(name.charAt(i - 1)));
      if (byteChar || i == name.length()) {
        out.put(name.substring(plain, i).getBytes(StandardCharsets.UTF_8));
        if (i < name.length()) {
          out.put((byte) c);
        }
        plain = i + 1;
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }
}
