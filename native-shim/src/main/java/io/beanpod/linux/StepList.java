package io.beanpod.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The shape of a {@link SyscallProgram}: steps, their arguments, and where they go on after an
 * error. What the system calls mean is in the subclass, where the bytes lie is in {@link
 * ProgramImage}.
 */
public abstract sealed class StepList permits SyscallProgram {

  /** An argument of a step. */
  public sealed interface Arg permits Result, Immediate, Bytes, Pointers, Filter {}

  /** The number that a step returned, for use as an argument of later steps. */
  public static final class Result implements Arg {
    final int step;
    final Optional<Result> otherwise;

    private Result(int step, Optional<Result> otherwise) {
      this.step = step;
      this.otherwise = otherwise;
    }

    /** This one, or {@code other} where neither this nor its own alternatives ran. */
    private Result or(Result other) {
      return new Result(step, Optional.of(otherwise.map(o -> o.or(other)).orElse(other)));
    }
  }

  /** A number. */
  record Immediate(long value) implements Arg {}

  /** A pointer to a copy of these bytes. */
  @SuppressWarnings("ArrayRecordComponent") // a value that only ProgramImage reads
  record Bytes(byte[] value) implements Arg {}

  /** A pointer to a NULL-terminated array of pointers to strings: argv and envp. */
  record Pointers(List<byte[]> strings) implements Arg {}

  /** A pointer to a {@code struct sock_fprog}: how many instructions, and where they are. */
  record Filter(SeccompFilter value) implements Arg {}

  /**
   * One system call; {@code onError} is the index of a step, or -1: the program fails; {@code
   * onSuccess} likewise, or -1: the next step follows.
   */
  static final class Step {
    final String call;
    final String detail;
    final int nr;
    final Arg[] args;
    int onError = -1;
    int tolerate;
    int onSuccess = -1;

    Step(String call, String detail, int nr, Arg[] args) {
      this.call = call;
      this.detail = detail;
      this.nr = nr;
      this.args = args;
    }
  }

  private final List<Step> steps = new ArrayList<>();

  List<Step> steps() {
    return steps;
  }

  /** A number as an argument, for example of a descriptor that the child inherits. */
  public static Arg number(long value) {
    return new Immediate(value);
  }

  static Arg string(String s) {
    return new Bytes(terminated(s));
  }

  static Arg bytes(byte[] value) {
    return new Bytes(value.clone());
  }

  static Arg pointers(List<String> strings) {
    List<byte[]> all = new ArrayList<>(strings.size());
    for (String s : strings) {
      all.add(terminated(s));
    }
    return new Pointers(all);
  }

  private static byte[] terminated(String s) {
    if (s.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a NUL character in " + s.replace('\0', '?'));
    }
    byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(utf8, utf8.length + 1);
  }

  /** Adds one system call; {@code call} and {@code detail} name it in errors. */
  final Result add(String call, String detail, int nr, Arg... args) {
    steps.add(new Step(call, detail, nr, args));
    return new Result(steps.size() - 1, Optional.empty());
  }

  /** How many steps there are. */
  public final int size() {
    return steps.size();
  }

  /**
   * The steps that {@code body} adds may fail with {@code errno}: the rest of the body is then
   * passed over. Any other error still fails the program, even inside the first alternative of
   * {@link #firstOf}: a step has one way out.
   *
   * <p>The result of a step that was passed over is -1, which no call takes for a descriptor.
   *
   * @param errno the error number that is expected; 0 for any
   */
  public final void tolerating(int errno, Runnable body) {
    int from = steps.size();
    body.run();
    for (Step step : steps.subList(from, steps.size())) {
      if (step.onError == -1) {
        step.onError = steps.size();
        step.tolerate = errno;
      }
    }
  }

  /**
   * Runs {@code first}; if any of its steps fails, {@code second} instead, whose failure counts.
   * What the steps of {@code first} did before the failure stays done.
   *
   * @throws IllegalArgumentException if {@code first} adds no step
   * @return the result of whichever succeeded
   */
  public final Result firstOf(Supplier<Result> first, Supplier<Result> second) {
    int from = steps.size();
    Result a = first.get();
    int middle = steps.size();
    if (middle == from) {
      throw new IllegalArgumentException("the first of two alternatives has no step");
    }
    Result b = second.get();
    int end = steps.size();
    for (Step step : steps.subList(from, middle)) {
      if (step.onError == -1) {
        step.onError = middle;
      } else if (step.onError == middle) {
        step.onError = end; // an error tolerated at the end of first is a success of first
      }
      if (step.onSuccess == middle) {
        step.onSuccess = end; // alternatives within first end where it ended: behind second now
      }
    }
    steps.get(middle - 1).onSuccess = end;
    return a.or(b);
  }

  /** The steps, one line each, as {@code strace} would show their start: for tests and teaching. */
  public final List<String> listing() {
    List<String> lines = new ArrayList<>();
    for (Step s : steps) {
      lines.add(describe(s));
    }
    return lines;
  }

  static String describe(Step s) {
    return s.detail.isEmpty() ? s.call : s.call + " " + s.detail;
  }
}
