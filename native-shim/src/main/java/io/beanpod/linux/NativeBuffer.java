package io.beanpod.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory outside the Java heap that system calls read and write; freed when closed. */
public final class NativeBuffer implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment memory;

  /**
   * @param size in bytes, more than 0
   */
  public NativeBuffer(int size) {
    arena = Arena.ofShared();
    memory = arena.allocate(size, 8);
  }

  /** Its size in bytes. */
  public int size() {
    return (int) memory.byteSize();
  }

  public byte byteAt(int offset) {
    return memory.get(JAVA_BYTE, offset);
  }

  public int intAt(int offset) {
    return memory.get(JAVA_INT_UNALIGNED, offset);
  }

  public long longAt(int offset) {
    return memory.get(JAVA_LONG_UNALIGNED, offset);
  }

  /** Copies {@code length} bytes from {@code from} on into {@code target}. */
  public void copyTo(int from, byte[] target, int to, int length) {
    MemorySegment.copy(memory, JAVA_BYTE, from, target, to, length);
  }

  /** Copies {@code length} bytes of {@code source} to {@code to}. */
  public void copyFrom(byte[] source, int from, int to, int length) {
    MemorySegment.copy(source, from, memory, JAVA_BYTE, to, length);
  }

  /** For one system call, which the caller's reference to this buffer has to outlive. */
  long address() {
    if (!memory.scope().isAlive()) {
      throw new IllegalStateException("the buffer is closed: its memory may be another's by now");
    }
    return memory.address();
  }

  MemorySegment memory() {
    return memory;
  }

  @Override
  public void close() {
    arena.close();
  }
}
