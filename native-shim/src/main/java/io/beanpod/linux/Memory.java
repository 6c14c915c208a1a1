package io.beanpod.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Fields of C structures in native memory.
 *
 * <p>Through a ByteBuffer and not through {@code MemorySegment.get}: that one's VarHandles make the
 * JVM spin classes at run time, which takes 4-8 ms of every start (JDK 25, with an AOT cache), and
 * ByteBuffer's accessors none.
 */
final class Memory {
  private Memory() {}

  /** The whole segment, for many accesses. */
  static ByteBuffer view(MemorySegment memory) {
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** Copies bytes in; not {@code MemorySegment.copy}, which has a pattern switch for arrays. */
  static void put(MemorySegment memory, int offset, byte[] bytes) {
    view(memory).put(offset, bytes);
  }

  /** Copies {@code length} bytes from the start. */
  static byte[] bytes(MemorySegment memory, int length) {
    byte[] bytes = new byte[length];
    view(memory).get(0, bytes);
    return bytes;
  }

  static void putLong(MemorySegment memory, int offset, long value) {
    view(memory).putLong(offset, value);
  }

  static void putInt(MemorySegment memory, int offset, int value) {
    view(memory).putInt(offset, value);
  }

  static void putShort(MemorySegment memory, int offset, short value) {
    view(memory).putShort(offset, value);
  }

  static long getLong(MemorySegment memory, int offset) {
    return view(memory).getLong(offset);
  }

  static int getInt(MemorySegment memory, int offset) {
    return view(memory).getInt(offset);
  }

  static short getShort(MemorySegment memory, int offset) {
    return view(memory).getShort(offset);
  }
}
