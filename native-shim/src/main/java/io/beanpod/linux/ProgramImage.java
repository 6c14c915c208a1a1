package io.beanpod.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A program laid out in native memory, as the trampoline reads it:
 *
 * <pre>
 * header  failed step, error                                        2 words
 * steps   nr, arg0..arg5, stores, on_error, tolerate, next          11 words each
 * cells   the result of each step                                   1 word each
 * pairs   {address to store the result at, next pair}               2 words each
 * data    strings, structures, pointer arrays
 * </pre>
 */
final class ProgramImage {
  private static final int WORD = 8;
  private static final int HEADER = 2 * WORD;
  private static final int STEP = 11 * WORD;

  /** What an argument is while its step has not run: as a descriptor, EBADF; 0 would be stdin. */
  private static final long NO_RESULT = -1;

  private final List<StepList.Step> steps;
  private final MemorySegment memory;
  private final ByteBuffer view;
  private final Arena arena;
  private final long cells;
  private long free;

  ProgramImage(StepList program, Arena arena) {
    this.steps = program.steps();
    this.arena = arena;
    int n = steps.size();
    if (n == 0 || !ends(steps.get(n - 1).nr)) {
      throw new IllegalStateException("a syscall program ends with execve or exit_group");
    }
    int uses = 0;
    for (StepList.Step s : steps) {
      for (StepList.Arg a : s.args) {
        uses += a instanceof StepList.Result r ? places(r) : 0;
      }
    }
    cells = HEADER + (long) n * STEP;
    free = cells + (long) n * WORD;
    memory = arena.allocate(free + 2L * WORD * (n + uses), WORD);
    view = Memory.view(memory);
    for (int i = 0; i < n; i++) {
      layOut(i);
    }
  }

  private static boolean ends(int nr) {
    return nr == Nr.EXECVE || nr == Nr.EXIT_GROUP;
  }

  private void layOut(int i) {
    StepList.Step s = steps.get(i);
    long at = HEADER + (long) i * STEP;
    put(at, s.nr);
    for (int a = 0; a < s.args.length; a++) {
      long slot = at + WORD * (1L + a);
      layOut(s.args[a], i, slot);
    }
    store(i, memory.address() + cells + (long) i * WORD);
    if (s.onError != -1) {
      put(at + 8L * WORD, stepAddress(s.onError));
      put(at + 9L * WORD, -s.tolerate);
    }
    int next = s.onSuccess == -1 ? i + 1 : s.onSuccess;
    put(at + 10L * WORD, i + 1 < steps.size() ? stepAddress(next) : 0);
  }

  /** No pattern switch: its first use costs a millisecond of start-up. */
  private void layOut(StepList.Arg arg, int step, long slot) {
    if (arg instanceof StepList.Immediate n) {
      put(slot, n.value());
    } else if (arg instanceof StepList.Bytes b) {
      put(slot, copy(b.value()));
    } else if (arg instanceof StepList.Pointers p) {
      put(slot, array(p.strings()));
    } else if (arg instanceof StepList.Filter f) {
      put(slot, filter(f.value()));
    } else {
      put(slot, NO_RESULT);
      use((StepList.Result) arg, step, memory.address() + slot);
    }
  }

  private static int places(StepList.Result r) {
    return 1 + r.otherwise.map(ProgramImage::places).orElse(0);
  }

  private void use(StepList.Result r, int step, long slot) {
    if (r.step >= step) {
      throw new IllegalStateException("step " + (step + 1) + " uses the result of a later step");
    }
    store(r.step, slot);
    r.otherwise.ifPresent(other -> use(other, step, slot));
  }

  /** Puts a {target, next} pair in front of the step's chain. */
  private void store(int step, long target) {
    long chain = HEADER + (long) step * STEP + 7L * WORD;
    put(free, target);
    put(free + WORD, view.getLong((int) chain));
    put(chain, memory.address() + free);
    free += 2L * WORD;
  }

  private long stepAddress(int step) {
    if (step >= steps.size()) {
      throw new IllegalStateException("an error's way out leads behind the program's end");
    }
    return memory.address() + HEADER + (long) step * STEP;
  }

  private long copy(byte[] value) {
    MemorySegment m = arena.allocate(Math.max(WORD, value.length), WORD);
    Memory.put(m, 0, value);
    return m.address();
  }

  private long array(List<byte[]> strings) {
    MemorySegment m = arena.allocate((long) WORD * (strings.size() + 1), WORD);
    for (int i = 0; i < strings.size(); i++) {
      Memory.putLong(m, WORD * i, copy(strings.get(i)));
    }
    return m.address();
  }

  private long filter(SeccompFilter filter) {
    MemorySegment program = arena.allocate(2L * WORD, WORD);
    Memory.putShort(program, 0, (short) filter.instructions());
    Memory.putLong(program, WORD, copy(filter.code()));
    return program.address();
  }

  private void put(long offset, long value) {
    view.putLong((int) offset, value);
  }

  long address() {
    return memory.address();
  }

  /** Index of the step that ended the child, or -1 while none has. */
  int failedStep() {
    long failed = view.getLong(0);
    return failed == 0 ? -1 : (int) ((failed - memory.address() - HEADER) / STEP);
  }

  /** What a step returned: a result, {@code -errno}, or 0 if it did not run. */
  long result(int step) {
    return view.getLong((int) (cells + (long) step * WORD));
  }
}
