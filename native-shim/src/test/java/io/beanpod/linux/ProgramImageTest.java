package io.beanpod.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The memory that the listing's comment describes, word by word. */
class ProgramImageTest {
  private static final int HEADER = 2;
  private static final int STEP = 11;
  private static final int STORES = 7;
  private static final int ON_ERROR = 8;
  private static final int TOLERATE = 9;
  private static final int NEXT = 10;

  private final Arena arena = Arena.ofConfined();
  private final SyscallProgram program = new SyscallProgram();

  @AfterEach
  void free() {
    arena.close();
  }

  @Test
  void aFreshImageHasNotFailed() {
    program.exit(0);
    ProgramImage image = new ProgramImage(program, arena);
    assertThat(word(image, 0)).isZero();
    assertThat(word(image, 1)).isZero();
    assertThat(image.failedStep()).isEqualTo(-1);
    assertThat(image.result(0)).isZero();
  }

  @Test
  void aStepIsItsNumberArgumentsAndSuccessor() {
    program.mkdirat(SyscallProgram.CWD, "/a/é", 0755);
    program.exit(3);
    ProgramImage image = new ProgramImage(program, arena);
    assertThat(step(image, 0, 0)).isEqualTo(Nr.MKDIRAT);
    assertThat(step(image, 0, 1)).isEqualTo(-100);
    assertThat(text(step(image, 0, 2))).isEqualTo("/a/é");
    assertThat(step(image, 0, 3)).isEqualTo(0755);
    assertThat(step(image, 0, ON_ERROR)).isZero();
    assertThat(step(image, 0, TOLERATE)).isZero();
    assertThat(step(image, 0, NEXT)).isEqualTo(at(image, 1));
    assertThat(step(image, 1, 0)).isEqualTo(Nr.EXIT_GROUP);
    assertThat(step(image, 1, 1)).isEqualTo(3);
    assertThat(step(image, 1, NEXT)).isZero();
  }

  @Test
  void argvIsAnArrayThatEndsWithNull() {
    program.execve("/bin/true", List.of("true", "", "x y"), List.of());
    ProgramImage image = new ProgramImage(program, arena);
    MemorySegment argv = memory(step(image, 0, 2), 4 * 8);
    assertThat(text(argv.getAtIndex(JAVA_LONG, 0))).isEqualTo("true");
    assertThat(text(argv.getAtIndex(JAVA_LONG, 1))).isEmpty();
    assertThat(text(argv.getAtIndex(JAVA_LONG, 2))).isEqualTo("x y");
    assertThat(argv.getAtIndex(JAVA_LONG, 3)).isZero();
    assertThat(memory(step(image, 0, 3), 8).get(JAVA_LONG, 0)).isZero();
  }

  @Test
  void aResultIsStoredInEveryArgumentThatUsesIt() {
    StepList.Result fd = program.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    program.fchdir(fd, "/");
    program.dup3(fd, 9);
    program.exit(0);
    ProgramImage image = new ProgramImage(program, arena);
    List<Long> targets = stores(image, 0);
    assertThat(targets).hasSize(3).contains(at(image, 1) + 8, at(image, 2) + 8);
    // The third is where result() looks.
    targets.removeAll(List.of(at(image, 1) + 8, at(image, 2) + 8));
    memory(targets.get(0), 8).set(JAVA_LONG, 0, -2L);
    assertThat(image.result(0)).isEqualTo(-2);
    assertThat(stores(image, 1)).hasSize(1);
  }

  @Test
  void anArgumentWhoseStepDidNotRunIsNoDescriptor() {
    StepList.Result fd = program.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    program.close(fd);
    program.exit(0);
    assertThat(step(new ProgramImage(program, arena), 1, 1)).isEqualTo(-1);
  }

  @Test
  void aToleratedErrorLeadsBehindTheBody() {
    program.tolerating(
        Errno.EEXIST,
        () -> {
          program.mkdirat(SyscallProgram.CWD, "a", 0755);
          program.mkdirat(SyscallProgram.CWD, "b", 0755);
        });
    program.exit(0);
    ProgramImage image = new ProgramImage(program, arena);
    for (int i = 0; i < 2; i++) {
      assertThat(step(image, i, ON_ERROR)).isEqualTo(at(image, 2));
      assertThat(step(image, i, TOLERATE)).isEqualTo(-Errno.EEXIST);
      assertThat(step(image, i, NEXT)).isEqualTo(at(image, i + 1));
    }
  }

  @Test
  void theFailedStepIsFoundByItsAddress() {
    program.chdir("/");
    program.umask(0);
    program.exit(0);
    ProgramImage image = new ProgramImage(program, arena);
    memory(image.address(), 8).set(JAVA_LONG, 0, at(image, 2));
    assertThat(image.failedStep()).isEqualTo(2);
  }

  @Test
  void aProgramHasToEnd() {
    assertThatThrownBy(() -> new ProgramImage(program, arena))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("execve or exit_group");
    program.exit(0);
    program.chdir("/");
    assertThatThrownBy(() -> new ProgramImage(program, arena))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("execve or exit_group");
  }

  @Test
  void anErrorOfTheLastStepCantBeTolerated() {
    program.tolerating(0, () -> program.execve("/bin/true", List.of("true"), List.of()));
    assertThatThrownBy(() -> new ProgramImage(program, arena))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("behind the program's end");
  }

  @Test
  void aResultCantBeUsedBeforeItsStep() {
    SyscallProgram longer = new SyscallProgram();
    longer.umask(0);
    StepList.Result later = longer.openat(SyscallProgram.CWD, "/", Fd.O_PATH, 0);
    program.umask(0);
    program.fchdir(later, "/");
    program.exit(0);
    assertThatThrownBy(() -> new ProgramImage(program, arena))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("step 2 uses the result of a later step");
  }

  private static List<Long> stores(ProgramImage image, int step) {
    List<Long> targets = new ArrayList<>();
    for (long pair = step(image, step, STORES);
        pair != 0;
        pair = memory(pair + 8, 8).get(JAVA_LONG, 0)) {
      targets.add(memory(pair, 8).get(JAVA_LONG, 0));
    }
    return targets;
  }

  private static long at(ProgramImage image, int step) {
    return image.address() + 8L * (HEADER + (long) STEP * step);
  }

  private static long step(ProgramImage image, int step, int word) {
    return memory(at(image, step) + 8L * word, 8).get(JAVA_LONG, 0);
  }

  private static long word(ProgramImage image, int word) {
    return memory(image.address() + 8L * word, 8).get(JAVA_LONG, 0);
  }

  private static String text(long address) {
    return memory(address, 256).getString(0);
  }

  private static MemorySegment memory(long address, long size) {
    return MemorySegment.ofAddress(address).reinterpret(size);
  }
}
