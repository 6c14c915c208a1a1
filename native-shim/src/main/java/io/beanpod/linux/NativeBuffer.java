package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Memory outside the Java heap that system calls read and write; freed when closed. Only the thread
 * that made it may use it, unless it is {@link #shared}.
 */
public final class NativeBuffer implements AutoCloseable {
  private final Arena arena;
  private final MemorySegment memory;
  private final ByteBuffer view;

  /**
   * @param size in bytes, more than 0
   */
  public NativeBuffer(int size) {
    this(Arena.ofConfined(), size);
  }

  private NativeBuffer(Arena arena, int size) {
    this.arena = arena;
    memory = arena.allocate(size, 8);
    view = Memory.view(memory);
  }

  /** A buffer that any thread may use; closing it is slow, since all threads have to agree. */
  public static NativeBuffer shared(int size) {
    return new NativeBuffer(Arena.ofShared(), size);
  }

  /** Its size in bytes. */
  public int size() {
    return (int) memory.byteSize();
  }

  public byte byteAt(int offset) {
    return view.get(offset);
  }

  public int intAt(int offset) {
    return view.getInt(offset);
  }

  public long longAt(int offset) {
    return view.getLong(offset);
  }

  /** Copies {@code length} bytes from {@code from} on into {@code target}. */
  public void copyTo(int from, byte[] target, int to, int length) {
    view.get(from, target, to, length);
  }

  /** Copies {@code length} bytes of {@code source} to {@code to}. */
  public void copyFrom(byte[] source, int from, int to, int length) {
    view.put(to, source, from, length);
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
