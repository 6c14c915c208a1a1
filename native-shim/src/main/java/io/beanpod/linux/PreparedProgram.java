package io.beanpod.linux;

import java.lang.foreign.Arena;

/**
 * A program that lies in native memory already, so that its clone has nothing to wait for. It runs
 * once; it belongs to the thread that has made it.
 */
public final class PreparedProgram implements AutoCloseable {
  private final SyscallProgram program;
  private final Arena arena = Arena.ofConfined();
  private final ProgramImage image;

  /** Lays the program out. */
  public PreparedProgram(SyscallProgram program) {
    this.program = program;
    image = new ProgramImage(program, arena);
  }

  SyscallProgram program() {
    return program;
  }

  Arena arena() {
    return arena;
  }

  ProgramImage image() {
    return image;
  }

  /** Frees the memory. */
  @Override
  public void close() {
    arena.close();
  }
}
